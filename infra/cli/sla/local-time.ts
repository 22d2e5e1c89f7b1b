import { DateTime } from 'luxon';
import { instantOf } from '../../../shared/sla/instant.ts';
import { offsetPieces } from '../../../shared/sla/zone.ts';
import { CommandError } from '../command.ts';

const WALL = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)$/;
/** No zone was ever farther from UTC than 16 h (Manila and Alaska, before they changed the side of the date line). */
const FARTHEST = 16 * 3_600_000;

/** An instant as a clock in the zone shows it, with its offset: `Thu 2026-12-10 12:00 +01:00`. */
export function showLocal(ms: number, timeZone: string): string {
  const local = DateTime.fromMillis(ms, { zone: timeZone, locale: 'en' });
  const seconds = ms % 60_000 === 0 ? '' : ms % 1000 === 0 ? ':ss' : ':ss.SSS';
  return local.toFormat(`ccc yyyy-MM-dd HH:mm${seconds} ZZ`);
}

/**
 * What an admin writes for an instant, in epoch milliseconds: ISO with `Z` or an offset, or the time on a clock in the zone. A
 * local time that comes twice, when clocks are set back, means the first, and `note` says so; one that never comes is refused.
 */
export function readInstant(text: string, timeZone: string, note: (line: string) => void): number {
  const [, date, time] = WALL.exec(text) ?? [];
  if (date === undefined || time === undefined) return instantOf(text);
  const [first, second] = instantsOf(instantOf(`${date}T${time}Z`), timeZone);
  if (first === undefined) {
    throw new CommandError(`${text} does not exist in ${timeZone}: the clocks are set ahead over it`, 2);
  }
  if (second !== undefined) {
    note(`${text} comes twice in ${timeZone}; this is the first, the other is ${showLocal(second, timeZone)}`);
  }
  return first;
}

/** The instants at which a clock in the zone shows `reading` (as if it were UTC): one, or none, or two. */
function instantsOf(reading: number, timeZone: string): number[] {
  const pieces = offsetPieces(timeZone, reading - FARTHEST, reading + FARTHEST);
  return pieces
    .map(({ from, to, offset }) => ({ from, to, at: reading - offset }))
    .filter(({ from, to, at }) => from <= at && at < to)
    .map(({ at }) => at);
}
