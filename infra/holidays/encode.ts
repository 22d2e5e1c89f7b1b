import { deflateRawSync } from 'node:zlib';
import { regionHolidays } from './law.ts';
import { codeOf, type RegionPath } from './regions.ts';

/** The file that `shared/sla/holidays/table.ts` unpacks. */
export type PackedTable = { firstYear: number; lastYear: number; deflated: string };

/** Holidays of regions, before they are packed. */
export type Encoded = {
  /** Names, each behind its date of every year (`1225 Christmas Day`) or its dates (`260406,270329 Easter Monday`). */
  days: string[];
  /** Places of days by region; those of a subdivision add to its country's, or with a minus take from them. */
  regions: Map<string, string>;
};

/**
 * The public holidays of regions as a compact table: a holiday that two regions share is there once, and a subdivision says only
 * how it differs. All regions of the world take 101 kB so, where plain lists took 3.9 MB.
 */
export function encode(paths: readonly RegionPath[], years: readonly number[]): Encoded {
  const places = new Map<string, number>();
  const placeOf = (day: string): number => {
    const place = places.get(day) ?? places.size;
    places.set(day, place);
    return place;
  };
  const sets = new Map(
    paths.map((path) => [codeOf(path), new Set(daysOf(regionHolidays(path, years), years.length).map(placeOf))]),
  );
  const regions = paths.map((path): [string, string] => {
    const own = sets.get(codeOf(path)) ?? new Set<number>();
    const parent = sets.get(codeOf(path.slice(0, -1) as unknown as RegionPath)) ?? new Set<number>();
    const more = [...own].filter((place) => !parent.has(place));
    const less = [...parent].filter((place) => !own.has(place)).map((place) => `-${place}`);
    return [codeOf(path), [...more, ...less].join(' ')];
  });
  return { days: [...places.keys()], regions: new Map(regions) };
}

/** The table as text, compressed for the functions' bundles (docs/decisions/003): a third of its size. */
export function pack({ days, regions }: Encoded, years: readonly number[]): PackedTable {
  const lines = [...regions].map(([code, places]) => `${code} ${places}`);
  const text = `${days.join('\n')}\n\n${lines.join('\n')}`;
  return {
    firstYear: years[0] ?? 0,
    lastYear: years.at(-1) ?? 0,
    deflated: deflateRawSync(text, { level: 9 }).toString('base64'),
  };
}

/** One text a name: the same date in each of `years` years, or the dates one by one. */
function daysOf(holidays: ReadonlyMap<string, string>, years: number): string[] {
  const byName = Map.groupBy(holidays, ([, name]) => name);
  return [...byName].map(([name, entries]) => {
    const dates = entries.map(([date]) => date.replaceAll('-', '').slice(2));
    const monthAndDay = new Set(dates.map((date) => date.slice(2)));
    const fixed = monthAndDay.size === 1 && dates.length === years;
    return `${fixed ? [...monthAndDay][0] : dates.join(',')} ${name}`;
  });
}
