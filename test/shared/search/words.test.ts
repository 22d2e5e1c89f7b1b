import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldBeginning, foldWord, plainWord } from '../../../shared/search/fold.ts';
import { wordsOf } from '../../../shared/search/words.ts';

const folded = (word: string) => foldWord(plainWord(word));

describe('a word meets its other forms', () => {
  it.each([
    ['fattura', 'fatture'],
    ['problema', 'problemi'],
    ['Problema', 'problems'],
    ['invoice', 'invoices'],
    ['città', 'citta'],
    ['perché', 'perche'],
    ['Straße', 'strasse'],
    ['serratura', 'SERRATURE'],
  ])('%s and %s', (one, other) => expect(folded(one)).toBe(folded(other)));

  it.each([
    ['access', 'acces'],
    ['srv1', 'srv'],
    ['casa', 'caso'],
    ['server01', 'server'],
  ])('not %s and %s', (one, other) => expect(folded(one)).not.toBe(folded(other)));
});

it('what begins a word finds it, however either is folded', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'e', 's', 'o', 't', 'r', '1'), minLength: 3, maxLength: 10 });
  fc.assert(
    fc.property(words, fc.nat(), (word, extra) => {
      const typed = word.slice(0, 3 + (extra % (word.length - 2)));
      const { beginning, whole } = foldBeginning(typed);
      const stored = foldWord(word);
      return stored.startsWith(beginning) || stored === whole;
    }),
    { seed: 7, numRuns: 20_000 },
  );
});

describe('the words of a text', () => {
  it.each([
    ["L'acqua dell'impianto non c'è", ['acqu', 'impiant']],
    ['The door of srv-01.rossi.example', ['door', 'srv-01.rossi.example', 'srv', '01', 'ross', 'exampl']],
    [
      'anna@mail.rossi.example',
      ['anna@mail.rossi.exampl', 'anna', 'mail', 'ross', 'exampl', 'mail.rossi.exampl', 'rossi.exampl'],
    ],
    ['ticket T-4F7K2M9Q, invoice 2026/117', ['ticket', 't-4f7k2m9q', '4f7k2m9q', 'invoic', '2026', '117']],
    ['Re: MFA a Bergamo!', ['mfa', 'bergam']],
    ['a 😀 — …', []],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words));

  it('are each once, and no more than asked for', () => {
    expect(wordsOf('door door doors', 9)).toEqual(['door']);
    expect(wordsOf('one two three four', 2)).toEqual(['one', 'two']);
  });
});
