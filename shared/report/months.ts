import { localInstant } from '../sla/local-instant.ts';
import { localTime, offsetPieces } from '../sla/zone.ts';

/** A month of a zone's calendar: [from, to), ISO, UTC. */
export type Month = { month: string; from: string; to: string };

const DAY_MS = 86_400_000;

/** `YYYY-MM`, from 2000 on: before that no desk had a ticket. */
export const MONTH = /^2\d{3}-(?:0[1-9]|1[0-2])$/;

/** Months that are read at once. */
export const MOST_MONTHS = 12;

/** The month (`YYYY-MM`) that it is in a zone. */
export function monthAt(now: Date, timeZone: string): string {
  return localTime(now.getTime(), timeZone).slice(0, 'yyyy-mm'.length);
}

/** The month (`YYYY-MM`) so many after another one, or before it. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 'yyyy-mm'.length);
}

/** A month (`YYYY-MM`) as clocks of a zone have it. Throws `SlaError` for what is no month or zone. */
export function monthOf(month: string, timeZone: string): Month {
  const startOf = (each: string) => localInstant(timeZone, `${each}-01`, '00:00');
  return { month, from: startOf(month), to: startOf(monthAfter(month, 1)) };
}

/** So many months of a zone, up to this one and with it, the earliest first. */
export function monthsUpTo(month: string, count: number, timeZone: string): Month[] {
  return Array.from({ length: count }, (_, index) => monthOf(monthAfter(month, index + 1 - count), timeZone));
}

/** What months are from and to, ISO, UTC. Throws for none. */
export function spanOf(months: readonly Month[]): { from: string; to: string } {
  const [first, last] = [months[0], months.at(-1)];
  if (!first || !last) throw new RangeError('a report is of one month at least');
  return { from: first.from, to: last.to };
}

/** The UTC days (`YYYY-MM-DD`) that [from, to) (ISO, UTC) lies in. */
export function utcDays({ from, to }: { from: string; to: string }): string[] {
  const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 'yyyy-mm-dd'.length);
  const days: string[] = [];
  for (let at = Date.parse(`${from.slice(0, 10)}T00:00:00Z`); at < Date.parse(to); at += DAY_MS) days.push(dayAt(at));
  return days;
}

/**
 * What clocks of a zone show, for instants in [from, to) (ISO, UTC): a function from an instant to local ISO without a zone. The zone's offsets are
 * asked once, not once an instant: a report reads a hundred thousand.
 */
export function localReader({ from, to }: { from: string; to: string }, timeZone: string): (instant: string) => string {
  const pieces = offsetPieces(timeZone, Date.parse(from), Date.parse(to));
  return (instant) => {
    const at = Date.parse(instant);
    const offset = pieces.findLast((piece) => piece.from <= at)?.offset ?? pieces[0]?.offset ?? 0;
    return new Date(at + offset).toISOString().slice(0, -1);
  };
}
