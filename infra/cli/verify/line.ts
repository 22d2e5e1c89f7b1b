import { counted } from '../counted.ts';

/** One thing that was compared. `lost`: somebody is owed something, and would wait for it in vain. */
export type Line = { check: string; verdict: 'ok' | 'differs' | 'lost'; says: string; mend?: string };

/** Ids that a line names. */
const MOST_NAMED = 10;

/** Some tickets in words: how many, and the first of them by name. */
export function named(ids: readonly string[], noun: string): string {
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
  return `${counted(ids.length, noun)} (${ids.slice(0, MOST_NAMED).join(', ')}${more})`;
}
