import { afterAll, expect, it } from 'vitest';
import { makeRepeatable } from './repeatable.ts';
import { newTally, tryOut } from './run.ts';

/** A sample; `npm run model` plays more and longer ones. */
const SAMPLE = { runs: 60, steps: 25, seed: 20_261_128 };

const undo = makeRepeatable();
afterAll(undo);

it('gives everybody what they are owed in random stories of people, services and time', async () => {
  const tally = newTally();
  expect(await tryOut(SAMPLE, tally)).toBeUndefined();
  expect(tally.runs).toBe(SAMPLE.runs);
});
