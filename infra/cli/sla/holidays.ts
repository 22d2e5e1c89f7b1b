import { HOLIDAY_YEARS, holidaysOf, unknownYears } from '../../../shared/sla/holidays/holidays.ts';
import type { NamedDate } from '../../../shared/sla/holidays/on-the-way.ts';
import { regionDates } from '../../../shared/sla/holidays/region-dates.ts';
import { deskDefaults } from './defaults.ts';

/** Holidays that were asked for by region are known for certain years only. */
export type HolidayList = { dates: NamedDate[]; regions: string[] };

/**
 * Reads dates and regions, mixed: `2026-12-25`, `IT`, `US-TX`; regions with the admin's changes. Throws `SlaError`
 * (`unknown-region`).
 */
export function readHolidays(items: readonly string[]): HolidayList {
  const words = items.map((item) => item.trim()).filter(Boolean);
  const [dates, regions] = [words.filter(isDate), words.filter((word) => !isDate(word))];
  const regional = regions.flatMap(datesOf);
  return { dates: [...regional, ...dates.map((date) => ({ date }))], regions };
}

function datesOf(region: string): NamedDate[] {
  const { first, last } = HOLIDAY_YEARS;
  const names = new Map(holidaysOf(region, first, last).map(({ date, name }) => [date, name]));
  return regionDates(region, first, last, deskDefaults().holidayRegions).map((date) => {
    const name = names.get(date);
    return { date, ...(name && { name }) };
  });
}

/** The dates alone, as a schedule takes them. */
export function closedDates({ dates }: HolidayList): string[] {
  return dates.map(({ date }) => date);
}

/** A warning when holidays of a region are not known for all the years between two instants (epoch ms). */
export function unknownHolidays({ regions }: HolidayList, from: number, to: number): string | undefined {
  const years = regions.length === 0 ? [] : unknownYears(yearOf(from), yearOf(to));
  if (years.length === 0) return undefined;
  const { first, last } = HOLIDAY_YEARS;
  return `the holidays of ${regions.join(', ')} are known for ${first} to ${last} only; ${years.join(', ')} counts without`;
}

/** In UTC: on New Year's Eve the year that is nearly over is known when the next one is. */
function yearOf(ms: number): number {
  return new Date(ms).getUTCFullYear();
}

/** Regions begin with a letter, so that what is neither is refused as a date, which is the likelier slip. */
function isDate(word: string): boolean {
  return /^\d/.test(word);
}
