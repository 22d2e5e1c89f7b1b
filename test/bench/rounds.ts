import { performance } from 'node:perf_hooks';

/** A call that waits for its answer. */
type Waiting = { call: string; release(): void };

/** Our own work is over when the event loop was idle for so much of so many milliseconds. */
const LOOK_MS = 40;
const IDLE = 0.7;

/**
 * Answers calls in rounds: whatever is asked before there is nothing more to do but wait is one round, and answered together. So many rounds are
 * so many times the way to AWS and back, however fast this machine is.
 */
export function inRounds() {
  const rounds: string[][] = [];
  let waiting: Waiting[] = [];
  let seen = 0;
  let used = performance.eventLoopUtilization();
  const look = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(used);
    used = performance.eventLoopUtilization();
    const isQuiet = waiting.length > 0 && waiting.length === seen && utilization < 1 - IDLE;
    seen = waiting.length;
    if (!isQuiet) return;
    const round = waiting;
    waiting = [];
    seen = 0;
    rounds.push(round.map(({ call }) => call));
    for (const { release } of round) release();
  }, LOOK_MS);
  return {
    /** The calls of each round so far. */
    rounds,
    /** Waits until a call's round is over. */
    pass: (call: string) => new Promise<void>((release) => void waiting.push({ call, release })),
    stop: () => clearInterval(look),
  };
}
