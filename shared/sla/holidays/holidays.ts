import { regionOf } from './region.ts';
import { HOLIDAY_YEARS, TABLE } from './table.ts';

export { HOLIDAY_YEARS };

/** A public holiday: a local date `YYYY-MM-DD`, closed as a whole, and its English name where it has one. */
export type Holiday = { date: string; name: string };

/**
 * Public holidays of a region from the first day of one year to the last day of another, by date. A region adds to and takes
 * from what surrounds it. Throws `SlaError` (`unknown-region`). Years that the table does not cover give no holidays:
 * ask `unknownYears`, and say so loudly, since each of their holidays would pass for a working day.
 */
export function holidaysOf(region: string, fromYear: number, toYear: number): Holiday[] {
  return allOf(regionOf(region)).filter(({ date }) => {
    const year = Number(date.slice(0, 4));
    return fromYear <= year && year <= toYear;
  });
}

/** By region, those that were asked for: a ticket asks several times. */
const decoded = new Map<string, readonly Holiday[]>();

/** The holidays of a region in all years of the table, by date. */
function allOf(code: string): readonly Holiday[] {
  const known = decoded.get(code);
  if (known !== undefined) return known;
  const holidays = [...daysIn(code)]
    .flatMap((place) => decode(TABLE.days[place] ?? ''))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  decoded.set(code, holidays);
  return holidays;
}

/** Which of these years the table does not cover. */
export function unknownYears(fromYear: number, toYear: number): number[] {
  const years = Array.from({ length: Math.max(0, toYear - fromYear + 1) }, (_, index) => fromYear + index);
  return years.filter((year) => year < HOLIDAY_YEARS.first || year > HOLIDAY_YEARS.last);
}

/** Places of the days of a region: those of what surrounds it, with its own added and taken away. */
function daysIn(code: string): Set<number> {
  const surrounding = code.includes('-') ? daysIn(code.slice(0, code.lastIndexOf('-'))) : new Set<number>();
  for (const item of (TABLE.regions.get(code) ?? '').split(' ').filter(Boolean)) {
    if (item.startsWith('-')) surrounding.delete(Number(item.slice(1)));
    else surrounding.add(Number(item));
  }
  return surrounding;
}

/** `1225 Christmas Day` is there every year, `260406,270329 Easter Monday` on these dates. */
function decode(day: string): Holiday[] {
  const space = day.indexOf(' ');
  const name = day.slice(space + 1);
  return day
    .slice(0, space)
    .split(',')
    .flatMap((text) => (text.length === 4 ? everyYear(text) : [`20${text}`]))
    .map((text) => ({ date: `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`, name }));
}

function everyYear(monthAndDay: string): string[] {
  const years = HOLIDAY_YEARS.last - HOLIDAY_YEARS.first + 1;
  return Array.from({ length: years }, (_, index) => `${HOLIDAY_YEARS.first + index}${monthAndDay}`);
}
