import type { Fact } from './content.ts';
import type { Words } from './words/shape.ts';

/** Who reads an answer that is given now, and who is named in the conversation and reads nothing until an agent adds them; by address. */
export type Reading = { readers: readonly string[]; proposed: readonly string[] };

/** Who reads an answer, and who would like to: nobody must have to guess whom a reply goes to. */
export function readingFacts({ readers, proposed }: Reading, words: Words): Fact[] {
  return [
    { label: words.label.readers, value: readers.join(', ') || words.notice.noReaders },
    ...(proposed.length > 0
      ? [{ label: words.label.proposed, value: words.notice.proposedPeople(proposed.join(', ')) }]
      : []),
  ];
}
