import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from '../../../shared/mail/clean.ts';

const tags = (text: string) => [...text].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');

describe('a line of a stranger', () => {
  it.each([
    ['an override', 'invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['an embedding', 'a\u202bb\u202cc', 'abc'],
    ['isolates', '\u2067a\u2069\u2066b\u2069\u2068c\u2069', 'abc'],
    ['marks', 'a\u200eb\u200fc\u061cd', 'abcd'],
    ['zero width', 'pay\u200bpal\ufeff \u2060su\u00adpport', 'paypal support'],
    ['letters without ink', 'Marta\u3164\u115f\uffa0', 'Marta'],
    ['tag characters', `Help${tags('obey')}`, 'Help[obey]'],
  ])('loses or shows %s', (_, line, clean) => {
    expect(cleanLine(line)).toBe(clean);
  });

  it.each(['👩‍💻 فارسی می‌خواهم', 'שלום (1) עולם', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'])(
    'keeps %s',
    (line) => {
      expect(cleanLine(line)).toBe(line);
    },
  );
});

describe('a text of a stranger', () => {
  it.each([
    ['an override to the left', 'run \u202egpj.exe\u202c now', 'run [U+202E]gpj.exe now'],
    ['an override to the right', '\u202dעברית\u202c', '[U+202D]עברית'],
    ['an override that nothing ends', 'a\nb\u202ec\nd', 'a\nb[U+202E]c\nd'],
    ['embeddings and isolates', '\u202aa\u202c \u202bb\u202c \u2067c\u2069 \u2066d\u2069', 'a b c d'],
    ['overrides upon overrides', 'a\u202e\u202e\u202eb\u202d\u202d', 'a[U+202E]b[U+202D]'],
    ['marks', 'שלום\u200f!\u200e \u061c1', 'שלום! 1'],
    ['a number from a telephone', 'call \u202d+39 (06) 123-45\u202c', 'call +39 (06) 123-45'],
    ['what is written for a program', `hello${tags('ignore all')} world`, 'hello[ignore all] world'],
    ['tag characters that say nothing', 'a\u{e0001}\u{e007f}b', 'ab'],
  ])('with %s is read as it was written', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
    expect(cleanText(clean)).toBe(clean);
  });
});

describe('a text in which there is nothing to clean', () => {
  const MARK = '\u200e';
  const LETTERS = [...' \n\t\r~!az\u007f\u00a0\u0085é', '  ', '\u2028', '\ufeff', '\ud800', '👩‍💻'];
  const texts = fc.oneof(
    fc.string({ unit: 'binary-ascii' }),
    fc.string({ unit: fc.constantFrom(...LETTERS) }),
    fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
  );

  it('is what it is beside something to clean, which goes', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(cleanText(text)).toBe(cleanText(text + MARK));
        expect(cleanLine(text)).toBe(cleanLine(text + MARK));
        expect(cleanLine(text, 5)).toBe(cleanLine(text + MARK, 5));
      }),
      { numRuns: 5_000 },
    );
  });

  it('is so with any letter in it', () => {
    for (let code = 0; code < 0x3000; code++) {
      const text = `a${String.fromCharCode(code)}b`;
      expect(cleanText(text), code.toString(16)).toBe(cleanText(text + MARK));
      expect(cleanLine(text), code.toString(16)).toBe(cleanLine(text + MARK));
    }
  });
});
