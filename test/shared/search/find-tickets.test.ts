import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { findTickets } from '../../../shared/search/find-tickets.ts';
import { foldWord, plainWord } from '../../../shared/search/fold.ts';
import { isStopWord } from '../../../shared/search/stop-words.ts';
import { wordsOf } from '../../../shared/search/words.ts';
import { memoryWords } from '../../support/memory-words.ts';

/** Against all texts, looked through one by one. */

const TICKETS = 2_000;
const VOCABULARY = 3_000;
const MOST = 20;
const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi zo an es in or us pre tra sco'.split(' ');

type Written = { ticket: string; at: string; raw: string[] };

const words = memoryWords();
let written: Written[];
let vocabulary: string[];

/** Frequent words are a few, and rare ones many, as in a language. */
beforeAll(async () => {
  const draw = (most: number) => fc.integer({ min: 0, max: most - 1 });
  [vocabulary] = fc.sample(
    fc.uniqueArray(
      fc
        .array(draw(SYLLABLES.length), { minLength: 2, maxLength: 5 })
        .map((some) => some.map((each) => SYLLABLES[each]).join('')),
      { minLength: VOCABULARY, maxLength: VOCABULARY },
    ),
    { seed: 11, numRuns: 1 },
  ) as [string[]];
  const zipf = fc.double({ min: 0, max: 1, noNaN: true }).map((chance) => Math.floor(VOCABULARY ** chance) - 1);
  const texts = fc.sample(fc.array(zipf, { minLength: 3, maxLength: 25 }), { seed: 12, numRuns: TICKETS });
  written = texts.map((indexes, number) => ({
    ticket: `T-${10_000_000 + number}`,
    at: new Date(Date.UTC(2026, 10, 30) + number * 60_000).toISOString(),
    raw: indexes.map((index) => vocabulary[Math.max(0, index)] ?? ''),
  }));
  for (const { raw, ...place } of written) {
    const list = wordsOf(raw.join(' '));
    await words.save({ ...place, words: list.join(' '), version: 1 });
    await words.enter(place, list);
  }
});

/** Its own way: every word of every text is compared as it was written, but for its ending. */
function lookThrough(question: string): string[] {
  const asked = question.split(' ').filter((word) => !isStopWord(word));
  const meets = (raw: string, each: string) => foldWord(plainWord(raw)) === foldWord(plainWord(each));
  const has = ({ raw }: Written) =>
    asked.every((each, index) =>
      raw.some((word) => meets(word, each) || (index === asked.length - 1 && word.startsWith(each))),
    );
  return written
    .filter(has)
    .map(({ ticket }) => ticket)
    .reverse();
}

describe('2,000 tickets, looked through and looked up', () => {
  it('nothing is missed, unless it is said: a word and the beginning of another', async () => {
    let checked = 0;
    const cases = fc.sample(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat({ max: 3 })), { seed: 13, numRuns: 300 });
    for (const [number, first, second, cut] of cases) {
      const { raw } = written[number % TICKETS] as Written;
      const last = raw[second % raw.length] ?? '';
      const question = `${raw[first % raw.length]} ${last.slice(0, Math.max(3, last.length - cut))}`;
      const { tickets, isPartial } = await findTickets(words, question, MOST);
      const must = lookThrough(question);
      if (isPartial) expect(tickets.length, question).toBe(MOST);
      // More may be found than was asked for, where endings meet.
      const missed = must.slice(0, MOST).filter((each) => !tickets.includes(each));
      if (tickets.length < MOST) expect(missed, question).toEqual([]);
      else
        expect(
          tickets.every((each, index) => index === 0 || each < (tickets[index - 1] ?? '')),
          question,
        ).toBe(true);
      checked += must.length;
    }
    expect(checked).toBeGreaterThan(1_000);
  });

  it('one word alone', async () => {
    for (const word of vocabulary.slice(50, 250)) {
      const { tickets, isPartial } = await findTickets(words, word, TICKETS);
      if (!isPartial)
        expect(
          lookThrough(word).filter((each) => !tickets.includes(each)),
          word,
        ).toEqual([]);
    }
  });
});

it('says that it is partial where a word is more frequent than is looked at', async () => {
  const frequent = memoryWords();
  for (let number = 0; number < 1_001; number += 1)
    await frequent.enter({ ticket: `T-${number}`, at: '2026-11-30T08:00:00.000Z' }, ['door']);
  expect(await findTickets(frequent, 'door', 2_000)).toMatchObject({ isPartial: true });
});
