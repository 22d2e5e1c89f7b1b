import { SlaError } from './sla-error.ts';

/** Milliseconds of a local date as it is read, whatever the clocks do on it. */
export const DAY = 86_400_000;

/** A local date as the number of days since 1970-01-01. Refuses a text that is no date `YYYY-MM-DD` of the calendar (`invalid-date`). */
export function dayOf(date: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // Date.parse takes 2026-02-30 for 2 March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date) {
    throw new SlaError('invalid-date', `${JSON.stringify(date)} is not a date like 2026-12-25`);
  }
  return ms / DAY;
}

/** Monday is 0. 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
