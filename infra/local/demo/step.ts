import { setTimeout as pause } from 'node:timers/promises';

const LONGEST_MS = 10_000;

let current = 'start';

/** What the demo is at, in words that follow "it was to". */
export function currentStep(): string {
  return current;
}

/** Does a part of the demo that either happens or fails the whole. */
export function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  current = name;
  return run();
}

/** Asks again until there is an answer; throws after `longestMs` without one. */
export async function until<T>(probe: () => Promise<T | undefined>, longestMs = LONGEST_MS): Promise<T> {
  const end = Date.now() + longestMs;
  while (Date.now() < end) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    await pause(150);
  }
  throw new Error(`it did not happen within ${longestMs / 1000} s`);
}
