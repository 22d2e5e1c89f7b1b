import Holidays from 'date-holidays';

/** A country, a subdivision, or an area of one, as date-holidays names it. */
export type RegionPath = readonly [country: string, subdivision?: string, area?: string];

/** Every region that date-holidays knows, countries before what lies in them. */
export function allRegions(): RegionPath[] {
  const all = new Holidays();
  return Object.keys(all.getCountries('en')).flatMap((country): RegionPath[] => [
    [country],
    ...Object.keys(all.getStates(country, 'en') ?? {}).flatMap((state): RegionPath[] => [
      [country, state],
      ...Object.keys(all.getRegions(country, state, 'en') ?? {}).map((area): RegionPath => [country, state, area]),
    ]),
  ]);
}

/** `IT`, `US-TX`, `IT-25-MI`. */
export function codeOf(path: RegionPath): string {
  return path.join('-');
}

/**
 * Public holidays of a region by date as date-holidays has them, English names where there are any. Those that begin in the course
 * of a day are left out: a holiday closes its whole date, and the morning of this one is worked.
 */
export function publicHolidays(path: RegionPath, years: readonly number[]): Map<string, string> {
  return inYears(new Holidays(...(path as [string]), { languages: 'en', types: ['public'] }), years);
}

/** The holidays of an engine of date-holidays by date, in these years. */
export function inYears(engine: Holidays, years: readonly number[]): Map<string, string> {
  const dates = new Map<string, string>();
  for (const { date, start, end, name } of years.flatMap((year) => engine.getHolidays(year, 'en'))) {
    if (date.slice(11, 19) !== '00:00:00') continue;
    for (const day of datesOf(date.slice(0, 10), start, end)) dates.set(day, name);
  }
  return new Map([...dates].filter(([day]) => years.includes(Number(day.slice(0, 4)))));
}

/** A holiday may last several days; one of them may have 23 or 25 hours. */
function datesOf(first: string, start: Date, end: Date): string[] {
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
  return Array.from({ length: days }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
  );
}
