import type { Words } from './words/shape.ts';

/** Somebody who wrote, as a mail to the team names them. */
export type Writer = {
  /** As they call themself: anybody may write any name. */
  name?: string;
  address: string;
  /** The address proved to be theirs. */
  verified: boolean;
  /** They do not belong to the conversation. */
  isOutside?: boolean;
};

/** A writer by name and address, and what is in doubt of them: a name alone is a claim (docs/promise.md section 9). */
export function sayWriter({ name, address, verified, isOutside = false }: Writer, words: Words): string {
  const doubts = [...(isOutside ? [words.fromOutside] : []), ...(verified ? [] : [words.unverified])];
  const who = name && name !== address ? `${name} <${address}>` : address;
  return doubts.length > 0 ? `${who} (${doubts.join(', ')})` : who;
}
