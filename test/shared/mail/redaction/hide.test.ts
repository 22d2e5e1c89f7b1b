import { describe, expect, it } from 'vitest';
import { hide, shows } from '../../../../shared/mail/redaction/hide.ts';
import { markNeedles, markOf, wordsNeedle } from '../../../../shared/mail/redaction/needle.ts';

const KEY = 'a signing key for tests only';
const SECRET = 'Hunter-2 geheim';
const BY = [
  ['its words', [wordsNeedle(SECRET)]],
  ['a mark, which has none of them', markNeedles([markOf(KEY, SECRET)], ['a newer key', KEY])],
] as const;

describe.each(BY)('what is hidden by %s', (_, needles) => {
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
    expect(hide(text, needles)).toBe(hidden);
    expect(shows(hidden, needles)).toBe(false);
  });

  it.each(['', 'Hunter-2', 'Hunter-3 geheim', '[redacted]'])('leaves %j as it is', (text) => {
    expect(hide(text, needles)).toBe(text);
  });
});

describe.each([
  ['German', 'Pässwört-ÜBER'],
  ['Vietnamese', 'mật khẩu 12'],
  ['Korean', '비밀번호 4711'],
  ['Japanese', 'パスワード 4711'],
  ['Turkish', 'ŞİFRE-İ'],
])('words in %s', (_, words) => {
  it.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)('are found in any form when they were hidden as %s', (form) => {
    const hidden = words.normalize(form);
    for (const needles of [[wordsNeedle(hidden)], markNeedles([markOf(KEY, hidden)], [KEY])]) {
      for (const came of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) {
        expect(hide(`so ${words.normalize(came)} a\u0308`, needles)).toBe('so [redacted] a\u0308');
      }
    }
  });
});

it('half-width kana are found, too, and what nobody writes takes no time', () => {
  expect(hide('ﾊﾟｽﾜｰﾄﾞ', [wordsNeedle('パスワード')])).toBe('[redacted]');
  expect(shows(`a${'\u0301\u0316'.repeat(100_000)}`, [wordsNeedle(SECRET)])).toBe(false);
});

it('hides what overlaps as one', () => {
  const needles = ['abcd', 'cdef', 'bcde'].map(wordsNeedle);
  expect(hide('xabcdefx abcd', needles)).toBe('x[redacted]x [redacted]');
});

it('a mark by another key finds nothing', () => {
  expect(shows(SECRET, markNeedles([markOf(KEY, SECRET)], ['another key']))).toBe(false);
});

it('marks of several lengths, and several of one, find each its own words anywhere in a long text', () => {
  const words = ['alpha-1', 'bravo-2', 'charlie-33', SECRET];
  const needles = markNeedles(
    words.map((each) => markOf(KEY, each)),
    ['a newer key', KEY],
  );
  expect(needles.map(({ length }) => length).sort()).toEqual([10, 14, 7]);
  const filler = 'Lorem ipsum, dolor. '.repeat(500);
  for (const each of words) {
    expect(hide(`${each}${filler}${each}${filler}${each}`, needles)).toBe(
      `[redacted]${filler}[redacted]${filler}[redacted]`,
    );
  }
  expect(hide(filler, needles)).toBe(filler);
});

it('a mark says nothing of its words: another key makes another print and another hash', () => {
  const [one, other] = [markOf(KEY, SECRET), markOf('another key', SECRET)];
  expect(one).toEqual(markOf(KEY, ' HUNTER-2\u00A0geheim'));
  expect([one.print === other.print, one.hash === other.hash]).toEqual([false, false]);
});
