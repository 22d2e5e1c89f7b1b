import { it } from 'vitest';
import { StrangersStory } from './story.ts';

// Colleagues and strangers write under ids that all of them have, by groups and machines, in each other's names and again; agents answer, merge, add and remove;
// all by chance. What somebody then says of such an id to the desk alone is read by nobody else, and is owed an answer; a stranger comes to read no ticket by a
// mail that they had no part in, is taken for no colleague, and nobody but an agent ends a wait (docs/promise.md, sections 5 and 9).

/** `npm run strangers` tells 3,000, and `STRANGERS_FIRST` others. */
const STORIES = Number(process.env.STRANGERS_STORIES ?? 100);
const FIRST = Number(process.env.STRANGERS_FIRST ?? 1);

it(
  `${STORIES} stories of strangers end with nobody reading, or stopping, what is not theirs`,
  async () => {
    for (let seed = FIRST; seed < FIRST + STORIES; seed += 1) {
      const story = new StrangersStory(seed);
      await story.tell().catch((error: unknown) => {
        throw new Error([`story ${seed}: ${error}`, ...story.told].join('\n'), { cause: error });
      });
    }
  },
  60_000 + STORIES * 1_000,
);
