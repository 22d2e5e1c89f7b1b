import type { Run } from './ways.ts';
import type { Workload } from './workload.ts';

/** How long one way works in a round. */
const SLICE_MS = 60;
/** Between two looks at the clock; the slowest way takes some 10 ms for so many. */
const BATCH = 64;

/** Deadlines per second of each way, in each round; within a round the ways take turns. Rounds that warm up do not count. */
export function rates(runs: readonly Run[], pairs: Workload, warmUp: number, rounds: number): number[][] {
  const answers = new Float64Array(pairs.starts.length);
  const found: number[][] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const rate = runs.map((run) => rateOf(run, pairs, answers));
    if (round >= 0) found.push(rate);
  }
  return found;
}

function rateOf(run: Run, pairs: Workload, answers: Float64Array): number {
  const start = performance.now();
  let count = 0;
  let ms = 0;
  // A slow way gets through the first of the pairs only; they are in no order, so these are like the others.
  for (let from = 0; ms < SLICE_MS; from = (from + BATCH) % answers.length) {
    run(pairs, answers, from, from + BATCH);
    count += BATCH;
    ms = performance.now() - start;
  }
  return (count * 1000) / ms;
}
