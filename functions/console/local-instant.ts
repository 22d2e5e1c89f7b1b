import { DateTime } from 'luxon';

/** A local date and time of a form as an instant (ISO, UTC): of two in a repeated hour the earlier; undefined for what is none. */
export function instantOf(local: string, timeZone: string): string | undefined {
  const time = DateTime.fromISO(local.replace(' ', 'T'), { zone: timeZone });
  return time.isValid ? (time.toUTC().toISO() ?? undefined) : undefined;
}
