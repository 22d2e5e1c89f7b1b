import { hash } from 'node:crypto';
import * as z from 'zod';
import { fold } from './fold.ts';

/** The signed texts name their version and purpose. */
const PURPOSE = 'redaction/1';
const PRINT = 'redaction-print/1';

/**
 * Words that are hidden, as a ticket keeps them: how many letters they have folded, a short print by which they are looked for, and a hash
 * of them, both with a signing key. Whoever reads the table cannot guess them, and the desk knows them again in what comes later.
 */
export const markSchema = z.object({ length: z.number(), print: z.number(), hash: z.string() });
export type Mark = z.infer<typeof markSchema>;

/** Something to be hidden: how many folded letters it has, and where it next stands among others (-1: nowhere). */
export type Needle = { length: number; indexIn(letters: string, from: number): number };

/** These very words. */
export function wordsNeedle(words: string): Needle {
  const { letters } = fold(words);
  return { length: letters.length, indexIn: (others, from) => others.indexOf(letters, from) };
}

/** The words of marks, which nobody knows any more, by any of the keys: a needle for those of one length. */
export function markNeedles(marks: readonly Mark[], keys: readonly string[]): Needle[] {
  const byLength = Map.groupBy(marks, ({ length }) => length);
  return [...byLength].map(([length, those]) => markNeedle(length, those, keys));
}

function markNeedle(length: number, marks: readonly Mark[], keys: readonly string[]): Needle {
  const wanted = Map.groupBy(marks, ({ print }) => print);
  const rolls = keys.map((key) => ({ key, base: baseOf(key), leaving: power(baseOf(key), length - 1) }));
  const isAt = (letters: string, at: number, key: string, found: readonly Mark[]) => {
    const hashed = hashOf(key, letters.slice(at, at + length));
    return found.some((mark) => mark.hash === hashed);
  };
  return {
    length,
    // The print of Rabin and Karp: a text of a million letters is a million windows, too many to hash each.
    indexIn(letters, from) {
      const prints = rolls.map(({ base }) => printOf(base, letters.slice(from, from + length)));
      for (let at = from; at + length <= letters.length; at += 1) {
        for (const [index, { key, base, leaving }] of rolls.entries()) {
          const here = prints[index] ?? 0;
          const found = wanted.get(here >>> 0);
          if (found && isAt(letters, at, key, found)) return at;
          const rest = (here - Math.imul(letters.charCodeAt(at), leaving)) | 0;
          prints[index] = (Math.imul(rest, base) + letters.charCodeAt(at + length)) | 0;
        }
      }
      return -1;
    },
  };
}

export function markOf(key: string, words: string): Mark {
  const { letters } = fold(words);
  return { length: letters.length, print: printOf(baseOf(key), letters) >>> 0, hash: hashOf(key, letters) };
}

/** In one call and not as an HMAC: all windows of a mark have one length, so none extends another. */
function hashOf(key: string, letters: string): string {
  return hash('sha256', JSON.stringify([PURPOSE, key, letters]), 'hex').slice(0, 16);
}

/** An odd number that only the key's holders know. */
function baseOf(key: string): number {
  return Number.parseInt(hash('sha256', JSON.stringify([PRINT, key]), 'hex').slice(0, 8), 16) | 1;
}

function printOf(base: number, letters: string): number {
  let print = 0;
  for (let at = 0; at < letters.length; at += 1) print = (Math.imul(print, base) + letters.charCodeAt(at)) | 0;
  return print;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let times = 0; times < exponent; times += 1) result = Math.imul(result, base);
  return result;
}
