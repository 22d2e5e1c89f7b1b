import { DateTime, Duration, IANAZone } from 'luxon';
import { cleanLine } from '../clean.ts';
import type { CalendarField } from './calendar-fields.ts';

const WALL = 'yyyy-MM-dd HH:mm';
const DAY = 'yyyy-MM-dd';

/** Windows names of zones, as Outlook and Exchange write them; the rest are shown as they are. From CLDR's windowsZones. */
const WINDOWS_ZONES: Record<string, string> = {
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'GMT Standard Time': 'Europe/London',
  'GTB Standard Time': 'Europe/Bucharest',
  'FLE Standard Time': 'Europe/Kiev',
  'Eastern Standard Time': 'America/New_York',
  'Central Standard Time': 'America/Chicago',
  'Mountain Standard Time': 'America/Denver',
  'Pacific Standard Time': 'America/Los_Angeles',
  'Tokyo Standard Time': 'Asia/Tokyo',
  'China Standard Time': 'Asia/Shanghai',
  'India Standard Time': 'Asia/Kolkata',
};

type Moment = { time: DateTime; isDay: boolean; zone: string };

/**
 * When an event is, on the clock of its own zone, which is named, and in UTC where the zone is known: `2026-12-01 10:00 – 11:00
 * Europe/Rome (09:00 – 10:00 UTC)`. Empty when it has no start; as it is written when that is no date.
 */
export function eventTime(event: readonly CalendarField[]): string {
  const field = event.find(({ name }) => name === 'DTSTART');
  if (!field) return '';
  const start = moment(field);
  if (!start) return cleanLine(field.value, 100);
  const end = endOf(event, start);
  if (start.isDay) return days(start.time, end);
  const wall = range(start.time, end);
  const inUtc = range(start.time.toUTC(), end?.toUTC());
  if (start.zone === '') return `${wall} (no time zone given)`;
  if (start.zone === 'UTC') return `${wall} UTC`;
  return start.time.isValid && isKnown(start.zone) ? `${wall} ${start.zone} (${inUtc} UTC)` : `${wall} ${start.zone}`;
}

function endOf(event: readonly CalendarField[], start: Moment): DateTime | undefined {
  const field = event.find(({ name }) => name === 'DTEND');
  const end = field && moment(field)?.time;
  if (end) return end.setZone(start.time.zone);
  const duration = Duration.fromISO(event.find(({ name }) => name === 'DURATION')?.value ?? '');
  return duration.isValid ? start.time.plus(duration) : undefined;
}

/** The end of whole days is the first day after them (RFC 5545, 3.6.1). */
function days(first: DateTime, end: DateTime | undefined): string {
  const last = end?.minus({ days: 1 });
  const until = last && last > first ? ` – ${last.toFormat(DAY)}` : '';
  return `${first.toFormat(DAY)}${until} (all day)`;
}

function range(start: DateTime, end: DateTime | undefined): string {
  if (!end || end <= start) return start.toFormat(WALL);
  return `${start.toFormat(WALL)} – ${end.toFormat(end.hasSame(start, 'day') ? 'HH:mm' : WALL)}`;
}

/** RFC 5545, 3.3.4 and 3.3.5: a day, or a time in UTC, in a zone, or in none. */
function moment({ value, parameters }: CalendarField): Moment | undefined {
  const [, date, time, utc] = /^(\d{8})(?:T(\d{4,6})(Z)?)?$/i.exec(value.trim()) ?? [];
  if (date === undefined) return undefined;
  const zone = utc ? 'UTC' : zoneName(parameters.get('TZID') ?? '');
  const iso = time === undefined ? date : `${date}T${time}`;
  const read = DateTime.fromISO(iso, { zone: isKnown(zone) ? zone : 'UTC' });
  return read.isValid ? { time: read, isDay: time === undefined, zone } : undefined;
}

/** `/mozilla.org/20050126_1/Europe/Rome` names a zone, too. */
function zoneName(id: string): string {
  const name = cleanLine(id, 100);
  const known = /[A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?$/.exec(name)?.[0];
  return WINDOWS_ZONES[name] ?? (known !== undefined && isKnown(known) ? known : name);
}

function isKnown(zone: string): boolean {
  return zone !== '' && IANAZone.isValidZone(zone);
}
