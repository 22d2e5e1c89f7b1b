import { localInstant } from '../../shared/sla/local-instant.ts';
import { SlaError } from '../../shared/sla/sla-error.ts';

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
