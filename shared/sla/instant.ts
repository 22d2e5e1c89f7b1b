import { dayOf } from './local-date.ts';
import { SlaError } from './sla-error.ts';

const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * An ISO 8601 instant in epoch milliseconds. Refuses one without `Z` or an offset, which would be read in the zone of the
 * machine (`invalid-instant`), and a date the calendar does not have (`invalid-date`).
 */
export function instantOf(text: string): number {
  const [, date] = INSTANT.exec(text) ?? [];
  const ms = date === undefined ? Number.NaN : Date.parse(text);
  if (date === undefined || Number.isNaN(ms)) {
    throw new SlaError('invalid-instant', `${JSON.stringify(text)} is not an instant like 2026-12-04T11:00:00Z`);
  }
  // Date.parse takes 30 February for 2 March.
  dayOf(date);
  return ms;
}

/** ISO 8601 in UTC with milliseconds and `Z`, so that text order is time order. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}
