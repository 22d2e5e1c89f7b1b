import type { WordHit, WordStore } from '../ticket/word-store.ts';
import { foldBeginning, foldWord, plainWord } from './fold.ts';
import { isStopWord } from './stop-words.ts';
import { tokensOf } from './words.ts';

/** Words of a question that count. */
const MOST_WORDS = 8;

/** Entries of one word that are looked at. */
const DEPTH = 1_000;

/** Tickets whose words are looked at in one go. */
const CHECKED = 100;

/** The index stands by the first three letters: fewer of them are no beginning, but a word. */
const LEAST_BEGINNING = 3;

/** One word that was asked for: as a whole, or, the last one, as the beginning of one. */
type Asked = { word: string; isBeginning: boolean; whole?: string };

/**
 * Numbers of tickets, newest first. `isWhole`: there are no more. `isPartial`: every word is so frequent that not all that have it were looked at, and
 * some may be missing.
 */
export type FoundByWords = { tickets: string[]; isWhole: boolean; isPartial: boolean };

/**
 * Finds the tickets that have all these words, newest first, `most` at most; the last word may be the beginning of one. The rarest word gives the
 * tickets that may be meant, and their own words say whether they have the others. Words that nearly every mail has are left out, unless there is no
 * other. What was written within the last second may be missing.
 */
export async function findTickets(store: WordStore, question: string, most: number): Promise<FoundByWords> {
  const asked = askedIn(question);
  const lists = await Promise.all(asked.map((each) => hitsOf(store, each)));
  const rarest = lists.toSorted((a, b) => a.hits.length - b.hits.length)[0];
  if (!rarest) return { tickets: [], isWhole: true, isPartial: false };
  const newest = rarest.hits.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
  const candidates = [...new Set(newest.map(({ ticket }) => ticket))];
  const found = (tickets: readonly string[]): FoundByWords => {
    const isPartial = rarest.isCut;
    return { tickets: tickets.slice(0, most), isWhole: !isPartial && tickets.length <= most, isPartial };
  };
  if (asked.length === 1) return found(candidates);
  const tickets: string[] = [];
  // One more than is shown says that there are more.
  for (let from = 0; from < candidates.length && tickets.length <= most; from += CHECKED) {
    const some = candidates.slice(from, from + CHECKED);
    const wordsOf = await store.ofTickets(some);
    tickets.push(...some.filter((ticket) => asked.every((each) => hasWord(wordsOf.get(ticket), each))));
  }
  return found(tickets);
}

function askedIn(question: string): Asked[] {
  const plain = tokensOf(question).map(plainWord);
  const saying = plain.filter((word) => !isStopWord(word));
  const words = (saying.length > 0 ? saying : plain.slice(-1)).slice(0, MOST_WORDS);
  return words.map((word, index) => {
    const isBeginning = index === words.length - 1 && word === plain.at(-1) && word.length >= LEAST_BEGINNING;
    if (!isBeginning) return { word: foldWord(word), isBeginning };
    const { beginning, whole } = foldBeginning(word);
    return { word: beginning, isBeginning, ...(whole !== undefined && { whole }) };
  });
}

async function hitsOf(store: WordStore, { word, isBeginning, whole }: Asked) {
  const asks = [{ word, isBeginning }, ...(whole === undefined ? [] : [{ word: whole, isBeginning: false }])];
  const lists = await Promise.all(asks.map((each) => store.find(each.word, { ...each, most: DEPTH })));
  const hits: WordHit[] = lists.flat();
  return { hits, isCut: lists.some((list) => list.length >= DEPTH) };
}

function hasWord(words: ReadonlySet<string> | undefined, { word, isBeginning, whole }: Asked): boolean {
  if (words === undefined) return false;
  if (words.has(word) || (whole !== undefined && words.has(whole))) return true;
  return isBeginning && [...words].some((each) => each.startsWith(word));
}
