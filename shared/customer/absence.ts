import * as z from 'zod';
import { instantOf, isoOf } from '../sla/instant.ts';
import { dayOf } from '../sla/local-date.ts';
import { SlaError } from '../sla/sla-error.ts';
import { offsetAt } from '../sla/zone.ts';

/**
 * When somebody of the team is away: from `from`, left out from now on, until `until`. Each is a date in the desk's zone, which is
 * a whole day away (the last one, of `until`), or an instant (ISO, UTC). `next`: one that is planned for later, and stands beside it.
 */
export const absenceSchema = z.object({
  from: z.string().optional(),
  until: z.string(),
  next: z.object({ from: z.string(), until: z.string() }).optional(),
});
export type Absence = z.infer<typeof absenceSchema>;
type Planned = NonNullable<Absence['next']>;

const DATE = /^\d{4}-\d\d-\d\d$/;

/** A date `YYYY-MM-DD` as it is, an instant in UTC; undefined for what is neither. */
export function toMoment(text: string): string | undefined {
  try {
    if (!DATE.test(text)) return isoOf(instantOf(text));
    dayOf(text);
    return text;
  } catch (error) {
    if (error instanceof SlaError) return undefined;
    throw error;
  }
}

/** What to write for a moment, for whoever wrote something else. */
export const MOMENT_MEND = 'write a date as 2026-12-24 (a whole day away) or an instant as 2026-12-24T12:00:00Z';

/** Why an absence is none, with its field and the mend; undefined for a sound one. */
export function absenceProblem({ from, until }: Absence): { field: 'from' | 'until'; message: string } | undefined {
  for (const [field, text] of [['from', from] as const, ['until', until] as const]) {
    if (text !== undefined && toMoment(text) === undefined) {
      return { field, message: `${JSON.stringify(text)} is neither a date nor an instant; ${MOMENT_MEND}` };
    }
  }
  // Of a date and an instant the date's part is compared: they may be of one day.
  const comparable = from !== undefined && DATE.test(from) !== DATE.test(until) ? 10 : undefined;
  if (from !== undefined && from.slice(0, comparable) > until.slice(0, comparable)) {
    return { field: 'until', message: `${JSON.stringify(until)} is before ${from}; give the end of the absence` };
  }
  return undefined;
}

/** Whether somebody is away at `now`, by the desk's IANA zone. */
export function isAbsent({ absent }: { absent?: Absence | undefined }, now: Date, timeZone: string): boolean {
  return currentOf(absent, now, timeZone) !== undefined;
}

/** What of an absence goes on at `now`, by the desk's IANA zone; undefined for nothing. */
export function currentOf(
  absent: Absence | undefined,
  now: Date,
  timeZone: string,
): Pick<Absence, 'from' | 'until'> | undefined {
  return [absent, absent?.next].find((each) => each && isDuring(each, now, timeZone));
}

/** Whether an absence has ended at `now`, by the desk's IANA zone, and what was planned after it, too: the day of an end is one of the absence, an instant is not. */
export function isOver({ until, next }: Absence, now: Date, timeZone: string): boolean {
  return isPast(until, now, timeZone) && (next === undefined || isPast(next.until, now, timeZone));
}

/** What of an absence is yet to come at `now`, by the desk's IANA zone; undefined for none. */
export function plannedOf(absent: Absence | undefined, now: Date, timeZone: string): Planned | undefined {
  const { from, until, next } = absent ?? {};
  const all = [from !== undefined && until !== undefined ? { from, until } : undefined, next];
  return all.find((each) => each && !isBegun(each.from, now, timeZone) && !isPast(each.until, now, timeZone));
}

/** An absence from `now` on until `until` (ISO, UTC), beside what is planned for later: saying the one does not end the other. */
export function awayUntil(until: string, absent: Absence | undefined, now: Date, timeZone: string): Absence {
  const next = plannedOf(absent, now, timeZone);
  return { until, ...(next && !isPast(next.until, new Date(until), timeZone) && { next }) };
}

/** What is left of an absence for whoever says at `now` that they are there: of one that goes on what is planned after it, of a planned one nothing. */
export function endedAt(now: Date, absent: Absence | undefined, timeZone: string): Absence | undefined {
  return isAbsent({ absent }, now, timeZone) ? plannedOf(absent, now, timeZone) : undefined;
}

function isDuring({ from, until }: Absence, now: Date, timeZone: string): boolean {
  return isBegun(from, now, timeZone) && !isPast(until, now, timeZone);
}

function isBegun(from: string | undefined, now: Date, timeZone: string): boolean {
  return from === undefined || from <= (DATE.test(from) ? dateAt(now, timeZone) : now.toISOString());
}

function isPast(until: string, now: Date, timeZone: string): boolean {
  return DATE.test(until) ? until < dateAt(now, timeZone) : until <= now.toISOString();
}

function dateAt(now: Date, timeZone: string): string {
  return isoOf(now.getTime() + offsetAt(timeZone, now.getTime())).slice(0, 10);
}
