import { DAY } from './local-date.ts';
import { SlaError } from './sla-error.ts';

/** A stretch of time with one offset: [from, to) in epoch milliseconds, local reading = instant + offset. */
export type Piece = { from: number; to: number; offset: number };

/**
 * How closely offsets are looked at. The shortest spell between two changes in the time-zone database is 3.99 days
 * (Africa/Freetown, September 1939), and 6.96 days since 1945: none fits between two looks. Fewer looks are the sooner done:
 * with three days, the five weeks of a first deadline take 15 of them.
 */
const LOOK = 3 * DAY;

/** Reads offsets to the second: before standard time they had seconds (Amsterdam +00:19:32, Monrovia -00:44:30 until 1972). */
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

const formats = new Map<string, Intl.DateTimeFormat>();
// The first formatter of a process takes some 15 ms, all others 0.2 ms: it belongs to loading, not to the first deadline.
formatOf('UTC');

/** Refuses what is no zone of the time-zone database (`unknown-time-zone`). */
export function checkTimeZone(timeZone: string): void {
  formatOf(timeZone);
}

/** Whether a name is a zone of the time-zone database. */
export function isTimeZone(name: string): boolean {
  try {
    checkTimeZone(name);
    return true;
  } catch (error) {
    if (error instanceof SlaError) return false;
    throw error;
  }
}

/** Milliseconds by which local time is ahead of UTC at an instant. */
export function offsetAt(timeZone: string, instant: number): number {
  return read(formatOf(timeZone), instant);
}

/** [from, to) cut where the offset changes, in order. The only question ever asked is the offset at a UTC instant. */
export function offsetPieces(timeZone: string, from: number, to: number): Piece[] {
  const format = formatOf(timeZone);
  const pieces: Piece[] = [];
  let current: Piece = { from, to, offset: read(format, from) };
  for (let look = from; look < to; look += LOOK) {
    const next = Math.min(look + LOOK, to);
    for (const change of changes(
      format,
      { at: look, offset: current.offset },
      { at: next, offset: read(format, next) },
    )) {
      if (change.at === to) break;
      pieces.push({ ...current, to: change.at });
      current = { from: change.at, to, offset: change.offset };
    }
  }
  pieces.push(current);
  return pieces;
}

type Reading = { at: number; offset: number };

/** The changes in (low, high], by bisection; both halves are searched, since two changes may lie between. */
function changes(format: Intl.DateTimeFormat, low: Reading, high: Reading): Reading[] {
  if (low.offset === high.offset) return [];
  if (high.at - low.at === 1) return [high];
  const at = low.at + Math.floor((high.at - low.at) / 2);
  const middle = { at, offset: read(format, at) };
  return [...changes(format, low, middle), ...changes(format, middle, high)];
}

function read(format: Intl.DateTimeFormat, instant: number): number {
  const [, sign, hours, minutes, seconds = '0'] = OFFSET.exec(format.format(instant)) ?? [];
  if (sign === undefined) return 0;
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = createFormat(timeZone);
  formats.set(timeZone, format);
  return format;
}

function createFormat(timeZone: string): Intl.DateTimeFormat {
  // Intl also takes bare offsets (+01:00), which know no summer time and would promise the wrong hour for half a year.
  if (/^[a-z]/i.test(timeZone)) {
    try {
      return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    } catch {
      // A RangeError without a name: ours below says which zone.
    }
  }
  throw new SlaError('unknown-time-zone', `${JSON.stringify(timeZone)} is not a time zone like Europe/Rome`);
}

/** What clocks of a zone show at an instant (ms since 1970), as ISO, as if it were UTC. */
export function localTime(instant: number, timeZone: string): string {
  return new Date(instant + offsetAt(timeZone, instant)).toISOString();
}
