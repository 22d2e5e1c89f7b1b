import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLink } from '../../../shared/forms/linked-file.ts';

describe('a link', () => {
  it('is what can be read as a URL and has no space, however plain it looks', () => {
    const unit = fc.constantFrom(...'aXn-./\\?#@:%[]^<|é{`01 \ud800\u200e\u00ad', 'xn--', '.a/', 'files.example/');
    fc.assert(
      fc.property(fc.constantFrom('http://', 'HTTPS://'), fc.string({ unit, maxLength: 12 }), (scheme, rest) => {
        const link = scheme + rest;
        expect(isLink(link)).toBe(/^\S+$/.test(link) && URL.canParse(link));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([undefined, 7, '', 'files.example/a', 'ftp://files.example/a', 'see https://files.example/a'])(
    'is not %s',
    (value) => {
      expect(isLink(value)).toBe(false);
    },
  );
});
