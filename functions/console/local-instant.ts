import { localInstant } from '../../shared/sla/local-instant.ts';
import { SlaError } from '../../shared/sla/sla-error.ts';
import { localTime } from '../../shared/sla/zone.ts';

/** A local date and time of a form as an instant (ISO, UTC): of an hour that comes twice the first; undefined for what is none. */
export function instantOf(local: string, timeZone: string): string | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?$/.exec(local) ?? [];
  if (date === undefined || time === undefined) return undefined;
  try {
    return localInstant(timeZone, date, time);
  } catch (error) {
    if (!(error instanceof SlaError)) throw error;
    return undefined;
  }
}

const DAY_MS = 86_400_000;

/** So many days later at the hour that clocks show now, also where they are set anew in between (ISO, UTC). */
export function laterAtThisHour(now: Date, days: number, timeZone: string): string {
  const local = localTime(now.getTime(), timeZone);
  const date = new Date(Date.parse(local) + days * DAY_MS).toISOString().slice(0, 10);
  return localInstant(timeZone, date, local.slice(11, 16));
}
