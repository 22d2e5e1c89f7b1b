import { cleanLine } from '../clean.ts';
import { decodeWords } from './encoded-words.ts';

/** Marks around what is said: comments and quotation marks, and the backslash in them. */
const MARKS = /["\\()]/g;

/**
 * What a `From:` says beside its address, at whole length, where that is more than the `name` that is shown of it: a comment behind the name, what was
 * cut off, and what stands there encoded, or not, for another reader. A machine that sends for others says in it for whom, and who wrote to the machine
 * chose the rest of it. Undefined where the name says it all.
 */
export function readSaidInFrom(field: string | undefined, name: string | undefined): string[] | undefined {
  const beside = (field ?? '').replace(/<[^<>]*>\s*$/, '');
  const all = [...new Set([beside, decodeWords(beside)].map(bare))];
  return all.every((each) => each === bare(name ?? '')) ? undefined : all;
}

function bare(text: string): string {
  return cleanLine(text.replace(MARKS, ' '), Number.POSITIVE_INFINITY);
}
