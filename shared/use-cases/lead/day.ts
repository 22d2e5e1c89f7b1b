import { DAY, dayOf } from '../../sla/local-date.ts';
import { localInstant } from '../../sla/local-instant.ts';
import { localTime } from '../../sla/zone.ts';

/** An hour of a day: [from, to), ISO, UTC; `label`: what clocks show when it begins, `HH:mm`. */
export type Hour = { from: string; to: string; label: string };

/** A day of a zone: [start, end), ISO, UTC. */
export type Day = { start: string; end: string; hours: Hour[] };

const HOUR_MS = 3_600_000;

/**
 * The day of a zone that `now` lies in, by hours from its first instant on. One on which the clocks change has 23 or 25, and one that does not begin at
 * midnight, since that is skipped there, begins later.
 */
export function localDay(now: Date, timeZone: string): Day {
  const date = dayOf(localTime(now.getTime(), timeZone).slice(0, 10));
  const midnight = (day: number) => localInstant(timeZone, new Date(day * DAY).toISOString().slice(0, 10), '00:00');
  const [start, end] = [midnight(date), midnight(date + 1)];
  const hours: Hour[] = [];
  for (let at = Date.parse(start); at < Date.parse(end); at += HOUR_MS) {
    const to = new Date(Math.min(at + HOUR_MS, Date.parse(end))).toISOString();
    hours.push({ from: new Date(at).toISOString(), to, label: localTime(at, timeZone).slice(11, 16) });
  }
  return { start, end, hours };
}
