import { holidaysOf } from './holidays.ts';
import { regionOf } from './region.ts';

/** Dates (`YYYY-MM-DD`) that an admin adds to the holidays of regions or takes from them, by region. */
export type RegionChanges = Readonly<
  Record<string, { added?: readonly string[] | undefined; removed?: readonly string[] | undefined }>
>;

/**
 * Dates on which a region is closed, from the first day of one year to the last day of another, in order: the public holidays of
 * the table, with the admin's changes. A region takes over the changes of what surrounds it, as it does with its holidays.
 * Throws `SlaError` (`unknown-region`).
 */
export function regionDates(region: string, fromYear: number, toYear: number, changes: RegionChanges = {}): string[] {
  const code = regionOf(region);
  const dates = new Set(holidaysOf(code, fromYear, toYear).map(({ date }) => date));
  for (const { added = [], removed = [] } of changesAround(code, changes)) {
    for (const date of added) dates.add(date);
    for (const date of removed) dates.delete(date);
  }
  return [...dates].filter((date) => fromYear <= yearOf(date) && yearOf(date) <= toYear).sort();
}

/** The changes that concern a region, from the largest surrounding one to its own. */
function changesAround(code: string, changes: RegionChanges): RegionChanges[string][] {
  return Object.entries(changes)
    .map(([region, change]) => ({ region: regionOf(region), change }))
    .filter(({ region }) => code === region || code.startsWith(`${region}-`))
    .sort((a, b) => a.region.length - b.region.length)
    .map(({ change }) => change);
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
