import type { Calendar } from '../calendars.ts';
import { dayOf, weekdayOf } from '../local-date.ts';
import type { Terms } from '../terms.ts';
import { compileWeek } from '../week.ts';
import { offsetAt } from '../zone.ts';
import { holidaysOf } from './holidays.ts';

/** A date that is closed, `YYYY-MM-DD`; those of a region have a name, in English. */
export type NamedDate = { date: string; name?: string | undefined };

/** Local dates between two instants (epoch ms) that are holidays and would have been open, in order. */
export function holidaysOnTheWay(
  { timeZone, holidays, holidayRegion }: Pick<Terms, 'timeZone' | 'holidays' | 'holidayRegion'>,
  calendar: Calendar,
  from: number,
  due: number,
): NamedDate[] {
  if (!calendar.closesOnHolidays) return [];
  const week = compileWeek(calendar.hours);
  const first = localDate(from, timeZone);
  // At midnight the day that ends counted, and the one that begins is not on the way.
  const last = localDate(due - 1, timeZone);
  const onTheWay = holidays
    .filter((date) => first <= date && date <= last)
    .filter((date) => week[weekdayOf(dayOf(date))]?.length !== 0);
  return [...new Set(onTheWay)].sort().map((date) => named(date, holidayRegion));
}

function named(date: string, region: string | undefined): NamedDate {
  const year = Number(date.slice(0, 4));
  const known = region === undefined ? [] : holidaysOf(region, year, year);
  const name = known.find((holiday) => holiday.date === date)?.name;
  return name ? { date, name } : { date };
}

function localDate(ms: number, timeZone: string): string {
  return new Date(ms + offsetAt(timeZone, ms)).toISOString().slice(0, 10);
}
