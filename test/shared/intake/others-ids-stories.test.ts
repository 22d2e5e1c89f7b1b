import { it } from 'vitest';
import { OthersIdsStory } from '../../support/others-ids-story.ts';

// Colleagues and strangers write under ids that all of them have, agents answer, merge, add and remove, all by chance: what somebody then says of such an id to
// the desk alone is read by nobody else, and where they have not used that id before, a clock runs for it, or agents read it as from outside (docs/promise.md section 9).

/** As many stories are told again in a clean clone within seconds; `OTHERS_IDS_STORIES=3000` looks further, `OTHERS_IDS_FIRST` elsewhere. */
const STORIES = Number(process.env.OTHERS_IDS_STORIES ?? 100);
const FIRST = Number(process.env.OTHERS_IDS_FIRST ?? 1);

it(
  `${STORIES} stories of ids that others have end with nobody reading what was not for them`,
  async () => {
    for (let seed = FIRST; seed < FIRST + STORIES; seed += 1) {
      const story = new OthersIdsStory(seed);
      await story.tell().catch((error: unknown) => {
        throw new Error([`story ${seed}: ${error}`, ...story.told].join('\n'), { cause: error });
      });
    }
  },
  60_000 + STORIES * 1_000,
);
