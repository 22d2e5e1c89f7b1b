import { parseArgs } from 'node:util';
import ical, { ICalEventTransparency } from 'ical-generator';
import { DateTime } from 'luxon';
import { type Calendar, findCalendar } from '../../../shared/sla/calendars.ts';
import { type Opening, openings } from '../../../shared/sla/deadline.ts';
import { isoOf } from '../../../shared/sla/instant.ts';
import { clockSchedule } from '../../../shared/sla/promise.ts';
import { offsetAt } from '../../../shared/sla/zone.ts';
import { CommandError, type Io } from '../command.ts';
import { deskDefaults } from './defaults.ts';
import { closedDates, type HolidayList, readHolidays, unknownHolidays } from './holidays.ts';

const OPTIONS = {
  calendar: { type: 'string' },
  'time-zone': { type: 'string' },
  region: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

type Feed = { name: string; timeZone: string; closed: HolidayList; firstYear: number; lastYear: number };

/** `sla calendar`: openings and holidays of some years as iCalendar (RFC 5545). */
export async function calendar(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { defaults } = deskDefaults();
  const thisYear = new Date().getFullYear();
  const timeZone = values['time-zone'] ?? defaults.timeZone;
  const firstYear = yearOf(values.from, thisYear);
  const lastYear = yearOf(values.to, Math.max(firstYear, thisYear + 1));
  if (lastYear < firstYear) throw new CommandError(`--to ${lastYear} is before --from ${firstYear}`, 2);
  const feed: Feed = {
    name: values.calendar ?? defaults.calendar,
    timeZone,
    closed: readHolidays((values.region ?? '').split(',')),
    firstYear,
    lastYear,
  };
  const warning = unknownHolidays(feed.closed, Date.UTC(firstYear), Date.UTC(lastYear));
  if (warning !== undefined) io.stderr.write(`desk sla: warning: ${warning}\n`);
  io.stdout.write(`${feedText(feed)}\r\n`);
  return 0;
}

function feedText(feed: Feed): string {
  const calendar = findCalendar(feed.name, deskDefaults().calendars);
  const text = ical({ name: `Support hours: ${feed.name}, ${feed.timeZone}`, prodId: '//support-desk//sla//EN' });
  for (const opening of openingsOf(feed, calendar)) {
    text.createEvent({
      id: `${feed.name}-${isoOf(opening.from)}@support-desk`,
      start: new Date(opening.from),
      end: new Date(opening.to),
      summary: `Support is open (${feed.name})`,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  for (const { date, name } of calendar.closesOnHolidays ? holidaysIn(feed) : []) {
    text.createEvent({
      id: `holiday-${date}-${feed.name}@support-desk`,
      start: DateTime.fromISO(date, { zone: 'utc' }),
      allDay: true,
      summary: `Support is closed${name ? `: ${name}` : ''}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return text.toString();
}

/** As instants, which every program shows in its reader's zone and which need no zone rules in the file. */
function openingsOf({ timeZone, closed, firstYear, lastYear }: Feed, calendar: Calendar): Opening[] {
  const schedule = clockSchedule({ timeZone, holidays: closedDates(closed) }, calendar);
  return openings(schedule, newYear(firstYear, timeZone), newYear(lastYear + 1, timeZone), Number.POSITIVE_INFINITY);
}

function holidaysIn({ closed, firstYear, lastYear }: Feed): HolidayList['dates'] {
  return closed.dates.filter(
    ({ date }) => Number(date.slice(0, 4)) >= firstYear && Number(date.slice(0, 4)) <= lastYear,
  );
}

function yearOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^(?:19|20|21)\d\d$/.test(text)) throw new CommandError(`${JSON.stringify(text)} is not a year like 2026`, 2);
  return Number(text);
}

/** The local midnight at which a year begins, as far as a feed needs it: by the offset at that midnight in UTC. */
function newYear(year: number, timeZone: string): number {
  const midnight = Date.UTC(year);
  return midnight - offsetAt(timeZone, midnight);
}
