import { setTimeout as pause } from 'node:timers/promises';

/** A look at a whole desk costs both processes some ten ms: journeys side by side that look more often keep the desk from its work. */
const LONGEST_PAUSE_MS = 250;

/**
 * Looks until something is there, for at most `seconds`: generous, since a slow machine is no failure of the desk. `pauseMs`: between looks;
 * without it they grow from 50 ms on, so that what is there at once is seen at once.
 */
export async function waitFor<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  { seconds = 90, pauseMs }: { seconds?: number; pauseMs?: number } = {},
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (let grown = 50; performance.now() < end; grown = Math.min(grown * 1.4, LONGEST_PAUSE_MS)) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(pauseMs ?? grown);
  }
  throw new Error(`waited ${seconds} s in vain for ${what}`);
}
