import type { Fact } from './content.ts';
import type { Words } from './words/shape.ts';

/**
 * Who reads an answer that is given now, and who is named in the conversation and reads nothing until an agent adds them; by address.
 * `removed`: whom of these an agent took out before.
 */
export type Reading = { readers: readonly string[]; proposed: readonly string[]; removed?: readonly string[] };

/** Who reads an answer, and who would like to: nobody must have to guess whom a reply goes to. */
export function readingFacts(reading: Reading, words: Words): Fact[] {
  const { readers, proposed } = reading;
  return [
    { label: words.label.readers, value: readers.join(', ') || words.notice.noReaders },
    ...(proposed.length > 0
      ? [{ label: words.label.proposed, value: words.notice.proposedPeople(proposedIn(reading, words)) }]
      : []),
  ];
}

/** The addresses that are proposed, in one line: an agent must not add unawares whom another has removed. */
export function proposedIn({ proposed, removed = [] }: Reading, { notice }: Words): string {
  return proposed.map((address) => (removed.includes(address) ? notice.removedBefore(address) : address)).join(', ');
}
