import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddress, toAddress, toDomain } from '../../shared/address.ts';

describe('a domain', () => {
  it('in ASCII is as IDNA has it, however plain it looks', () => {
    const labels = fc.string({ unit: fc.constantFrom(...'axn0179-AX', 'xn--', '0x'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(labels, { maxLength: 5 }), (parts) => {
        const domain = toDomain(parts.join('.'));
        if (domain !== undefined) expect(domain).toBe(domainToASCII(parts.join('.')));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    ['Acme.Example', 'acme.example'],
    ['a--b.acme.example', 'a--b.acme.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['acme.xn--p1ai', 'acme.xn--p1ai'],
    ['4.example', '4.example'],
  ])('%s is %s', (text, domain) => {
    expect(toDomain(text)).toBe(domain);
  });

  it.each([
    ...['', 'example', '.example', 'acme..example', 'acme.example.', '-acme.example', 'acme-.example'],
    ...['1.2.3.4', '1.2.3', '1.2.3.0x1f', 'acme.example/path', 'acme%2eexample', `${'a'.repeat(64)}.example`],
  ])('is not "%s"', (text) => {
    expect(toDomain(text)).toBeUndefined();
  });

  it('may be as long as a body', () => {
    expect(toAddress(`anna@${'a.'.repeat(2_000_000)}example`)).toBeUndefined();
  });
});

it.each([
  ['help@support.example', true],
  ['anna@xn--mller-kva.example', true],
  ['anna@müller.example', false],
  ['help@ｓｕｐｐｏｒｔ.example', false],
  ['help@support。example', false],
  ['Help@support.example', false],
  ['nobody', false],
])('%s is an address as it stands: %s', (text, is) => {
  expect(isAddress(text)).toBe(is);
});
