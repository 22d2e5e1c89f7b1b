import { DAY, dayOf } from './local-date.ts';
import { offsetPieces } from './zone.ts';

/**
 * The first instant (ISO, UTC) at which it is this date (`YYYY-MM-DD`) and time (`HH:MM`) in a zone, or later there: of an hour that comes twice the
 * first, of one that is skipped its end. Only offsets at UTC instants are asked (docs/promise.md section 3). Throws `SlaError` for what is no date,
 * time (`invalid-date`) or zone.
 */
export function localInstant(timeZone: string, date: string, time: string): string {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  const day = dayOf(hours === undefined ? time : date) * DAY;
  const wanted = day + (Number(hours) * 60 + Number(minutes)) * 60_000;
  const pieces = offsetPieces(timeZone, day - 2 * DAY, day + 4 * DAY);
  const found = pieces
    .map(({ from, to, offset }) => ({ at: Math.max(from, wanted - offset), to }))
    .find(({ at, to }) => at < to);
  if (!found) throw new Error(`${date} ${time} does not come in ${timeZone}`);
  return new Date(found.at).toISOString();
}
