import { describe, expect, it } from 'vitest';
import { hasUrlToken, newUrlToken } from '../../../shared/forms/url-token.ts';

const [ONE, TWO] = [newUrlToken(), newUrlToken()];
const has = (url: string, secrets = [ONE, TWO]) => hasUrlToken({ url, headers: {}, body: Buffer.alloc(0) }, secrets);

describe('a token in an address', () => {
  it('is new each time, of 256 bits', () => {
    expect(ONE).toMatch(/^tok_[\w-]{43}$/);
    expect(ONE).not.toBe(TWO);
  });

  it.each([
    `https://a.example/?token=${ONE}`,
    `/w/x?a=1&token=${TWO}&b`,
    `https://a.example?token=${ONE}#x`,
    `?token=${encodeURIComponent(TWO)}`,
  ])('is found in %s', (url) => {
    expect(has(url)).toBe(true);
  });

  it.each([
    '',
    'https://a.example/',
    '?token',
    '?token=',
    '?token=tok_',
    `?token=${ONE}&`.replace('token', 'Token'),
    `#?token=${ONE}`,
    `token=${ONE}`,
    '?token=%',
  ])('is not found in %s', (url) => {
    expect(has(url)).toBe(false);
  });

  it('counts for tokens alone, not for secrets that sign, nor for nothing', () => {
    expect(has('?token=whsec_abc', ['whsec_abc'])).toBe(false);
    expect(has('?token=', [''])).toBe(false);
    expect(has(`?token=${ONE}`, [])).toBe(false);
  });
});
