import { describe, expect, it } from 'vitest';
import { hide, shows } from '../../../../shared/mail/redaction/hide.ts';
import { markNeedle, markOf, wordsNeedle } from '../../../../shared/mail/redaction/needle.ts';

const KEY = 'a signing key for tests only';
const SECRET = 'Hunter-2 geheim';
const BY = [
  ['its words', wordsNeedle(SECRET)],
  ['a mark, which has none of them', markNeedle(markOf(KEY, SECRET), ['a newer key', KEY])],
] as const;

describe.each(BY)('what is hidden by %s', (_, needle) => {
  it.each([
    ['as it stands', 'My password is Hunter-2 geheim, thanks.', 'My password is [redacted], thanks.'],
    ['twice, once in other letters', 'Hunter-2 geheim or HUNTER-2 GEHEIM', '[redacted] or [redacted]'],
    ['in a quote that wraps it', '> is Hunter-2\n> geheim\n> bye', '> is [redacted]\n> bye'],
    ['in a quote of a quote', '>> Hunter-2\n>> geheim!', '>> [redacted]!'],
    ['with hard and zero-width spaces', 'Hunter\u200B-2\u00A0ge\u00ADheim', '[redacted]'],
    ['within a longer word', 'xHunter-2 geheimx', 'x[redacted]x'],
    ['in full-width letters', 'Ｈｕｎｔｅｒ-2 geheim 😀', '[redacted] 😀'],
    ['after characters of two units', '😀😀 Hunter-2 geheim 😀', '😀😀 [redacted] 😀'],
  ])('is hidden %s', (_, text, hidden) => {
    expect(hide(text, [needle])).toBe(hidden);
    expect(shows(hidden, [needle])).toBe(false);
  });

  it.each(['', 'Hunter-2', 'Hunter-3 geheim', '[redacted]'])('leaves %j as it is', (text) => {
    expect(hide(text, [needle])).toBe(text);
  });
});

it('hides what overlaps as one', () => {
  const needles = ['abcd', 'cdef', 'bcde'].map(wordsNeedle);
  expect(hide('xabcdefx abcd', needles)).toBe('x[redacted]x [redacted]');
});

it('a mark by another key finds nothing', () => {
  expect(shows(SECRET, [markNeedle(markOf(KEY, SECRET), ['another key'])])).toBe(false);
});
