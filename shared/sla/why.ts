import type { Calendar } from './calendars.ts';
import { dayOf, weekdayOf } from './local-date.ts';
import type { Priority, Terms } from './terms.ts';
import { compileWeek } from './week.ts';
import { offsetAt } from './zone.ts';

/** More dates than these are counted, not listed. */
const DATES_LISTED = 3;

/** What a deadline was computed from; instants in epoch milliseconds. */
export type Reasons = {
  terms: Terms;
  priority: Priority;
  seconds: number;
  calendar: Calendar;
  from: number;
  due: number;
};

/** One English sentence on why a deadline is what it is. */
export function explain({ terms, priority, seconds, calendar, from, due }: Reasons): string {
  const { plan, timeZone, targets, clocks } = terms;
  const name = plan === 'basic' ? 'Basic' : 'Premium';
  const quoted = targets?.[priority] !== undefined || clocks?.[priority] !== undefined;
  const facts = [
    `${name}, priority ${priority}: ${duration(seconds)} of opening time on the calendar ${calendar.name} in ${timeZone}`,
    quoted ? "as the customer's quote says" : '',
    holidaySentence(holidaysOnTheWay(terms, calendar, from, due)),
    offsetAt(timeZone, from) === offsetAt(timeZone, due) ? '' : 'the clocks change in between',
  ];
  return `${facts.filter(Boolean).join('; ')}.`;
}

/** Hours, minutes and seconds of open time: `24 h`, `1 h 30 min`. */
export function duration(seconds: number): string {
  const units = [
    `${Math.floor(seconds / 3600)} h`,
    `${Math.floor((seconds % 3600) / 60)} min`,
    `${Math.round((seconds % 60) * 1000) / 1000} s`,
  ];
  return units.filter((unit) => !unit.startsWith('0 ')).join(' ') || '0 s';
}

/** Local dates between two instants (epoch ms) that are holidays and would have been open, in order. */
export function holidaysOnTheWay(
  { timeZone, holidays }: Terms,
  calendar: Calendar,
  from: number,
  due: number,
): string[] {
  if (!calendar.closesOnHolidays) return [];
  const week = compileWeek(calendar.hours);
  const first = localDate(from, timeZone);
  const last = localDate(due, timeZone);
  const onTheWay = holidays
    .filter((date) => first <= date && date <= last)
    .filter((date) => week[weekdayOf(dayOf(date))]?.length !== 0);
  return [...new Set(onTheWay)].sort();
}

function localDate(ms: number, timeZone: string): string {
  return new Date(ms + offsetAt(timeZone, ms)).toISOString().slice(0, 10);
}

function holidaySentence(dates: readonly string[]): string {
  if (dates.length === 0) return '';
  if (dates.length === 1) return `${dates[0]} is a holiday`;
  const rest = dates.length - DATES_LISTED;
  const listed = rest > 0 ? [...dates.slice(0, DATES_LISTED), `${rest} more`] : dates;
  return `${listed.slice(0, -1).join(', ')} and ${listed.at(-1)} are holidays`;
}
