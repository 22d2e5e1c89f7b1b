import { setTimeout as pause } from 'node:timers/promises';

/** Looks until something is there, for at most `seconds`: generous, since a slow machine is no failure of the desk. `pauseMs`: between looks. */
export async function waitFor<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  { seconds = 90, pauseMs = 50 } = {},
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(pauseMs);
  }
  throw new Error(`waited ${seconds} s in vain for ${what}`);
}
