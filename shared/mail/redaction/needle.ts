import { hash } from 'node:crypto';
import * as z from 'zod';
import { fold } from './fold.ts';

/** The signed text names its version and purpose. */
const PURPOSE = 'redaction/1';

/**
 * Words that are hidden, as a ticket keeps them: how many letters they have folded, and a hash of those with a signing key. Whoever
 * reads the table cannot guess them, and the desk knows them again in what comes later.
 */
export const markSchema = z.object({ length: z.number(), hash: z.string() });
export type Mark = z.infer<typeof markSchema>;

/** Something to be hidden: how many folded letters it has, and where it next stands among others (-1: nowhere). */
export type Needle = { length: number; indexIn(letters: string, from: number): number };

/** These very words. */
export function wordsNeedle(words: string): Needle {
  const { letters } = fold(words);
  return { length: letters.length, indexIn: (others, from) => others.indexOf(letters, from) };
}

/** The words of a mark, which nobody knows any more, by any of the keys. */
export function markNeedle({ length, hash: wanted }: Mark, keys: readonly string[]): Needle {
  return {
    length,
    indexIn(letters, from) {
      for (let at = from; at + length <= letters.length; at += 1) {
        const window = letters.slice(at, at + length);
        if (keys.some((key) => hashOf(key, window) === wanted)) return at;
      }
      return -1;
    },
  };
}

export function markOf(key: string, words: string): Mark {
  const { letters } = fold(words);
  return { length: letters.length, hash: hashOf(key, letters) };
}

/** In one call and not as an HMAC: a long text has a million windows. All windows of a mark have one length, so none extends another. */
function hashOf(key: string, letters: string): string {
  return hash('sha256', JSON.stringify([PURPOSE, key, letters]), 'hex').slice(0, 32);
}
