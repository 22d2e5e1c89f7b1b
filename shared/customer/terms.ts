import type { Settings } from '../settings.ts';
import { HOLIDAY_YEARS } from '../sla/holidays/holidays.ts';
import { regionOf } from '../sla/holidays/region.ts';
import { regionDates } from '../sla/holidays/region-dates.ts';
import { instantOf } from '../sla/instant.ts';
import { DAY } from '../sla/local-date.ts';
import { SlaError } from '../sla/sla-error.ts';
import type { Terms } from '../sla/terms.ts';
import type { Customer, Quote } from './customer.ts';

/**
 * Years after that of the start whose holidays a ticket keeps. The longest quote that an import takes, 1,000 h, ends within
 * them on any calendar of 15 h a week or more, its last level included.
 */
const YEARS_AHEAD = 2;

/** Each ticket keeps its dates. No region has fifty a year; whoever closes oftener has other hours, and not holidays. */
const MOST_DATES = 400;

/** What a ticket keeps of what was sold: plain data. */
export type SoldTerms = Terms & Quote & { holidays: string[] };

/**
 * What was sold to a customer, or what the desk grants to a requester that no record knows, for a clock that starts at `start`
 * (ISO). Holidays are the region's with the admin's changes, and the customer's own dates added and taken away, in the
 * years that such a clock may need. Throws `SlaError` (`unknown-region`, `invalid-instant`, `too-many-holidays`). promise.md sections 3 and 4.
 */
export function termsFor(
  customer: Customer | undefined,
  { defaults, holidayRegions }: Pick<Settings, 'defaults' | 'holidayRegions'>,
  start: string,
): SoldTerms {
  const { plan, calendar, timeZone, holidays, holidayRegion } = customer ?? defaults;
  const { workdays = [], targets, clocks } = customer ?? {};
  const [from, to] = yearsFor(start);
  const regional = holidayRegion === undefined ? [] : regionDates(holidayRegion, from, to, holidayRegions);
  const own = holidays.filter((date) => from <= yearOf(date) && yearOf(date) <= to);
  const dates = new Set([...regional, ...own]);
  for (const date of workdays) dates.delete(date);
  if (dates.size > MOST_DATES) {
    const message = `${customer?.id ?? 'the desk'} is closed on ${dates.size} dates; give at most ${MOST_DATES}, or a calendar`;
    throw new SlaError('too-many-holidays', message);
  }
  return {
    plan,
    calendar,
    timeZone,
    holidays: [...dates].sort(),
    ...(holidayRegion !== undefined && { holidayRegion: regionOf(holidayRegion) }),
    ...(targets && { targets }),
    ...(clocks && { clocks }),
  };
}

/**
 * The years between the start of a clock and `end` (both ISO) whose holidays its terms do not know, so that each would pass for a
 * working day. None for terms without a region: their dates are all there are.
 */
export function yearsWithoutHolidays(
  { holidayRegion }: Pick<Terms, 'holidayRegion'>,
  start: string,
  end: string,
): number[] {
  if (holidayRegion === undefined) return [];
  const last = Math.min(HOLIDAY_YEARS.last, yearsFor(start)[1]);
  const first = yearOf(start);
  const years = Array.from({ length: yearOf(end) - first + 1 }, (_, index) => first + index);
  return years.filter((year) => year < HOLIDAY_YEARS.first || year > last);
}

/** A day early, since it may still be the old year where the customer is. */
function yearsFor(start: string): [from: number, to: number] {
  const ms = instantOf(start);
  return [new Date(ms - DAY).getUTCFullYear(), new Date(ms).getUTCFullYear() + YEARS_AHEAD];
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
