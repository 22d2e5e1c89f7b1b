import { HOLIDAY_YEARS, holidaysOf, unknownYears } from '../../../shared/sla/holidays/holidays.ts';

/** A date that is closed; those of a region have a name. */
type NamedDate = { date: string; name?: string };

/** Holidays that were asked for by region are known for certain years only. */
export type HolidayList = { dates: NamedDate[]; regions: string[] };

/** Reads dates and regions, mixed: `2026-12-25`, `IT`, `US-TX`. Throws `SlaError` (`unknown-region`). */
export function readHolidays(items: readonly string[]): HolidayList {
  const words = items.map((item) => item.trim()).filter(Boolean);
  const [dates, regions] = [words.filter(isDate), words.filter((word) => !isDate(word))];
  const regional = regions.flatMap((region) => holidaysOf(region, HOLIDAY_YEARS.first, HOLIDAY_YEARS.last));
  return { dates: [...regional, ...dates.map((date) => ({ date }))], regions };
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
