import { describe, expect, it } from 'vitest';
import { regionHolidays } from '../../../infra/holidays/law.ts';
import { codeOf, type RegionPath } from '../../../infra/holidays/regions.ts';
import { HOLIDAY_YEARS, holidaysOf } from '../../../shared/sla/holidays/holidays.ts';

const YEARS = Array.from({ length: HOLIDAY_YEARS.last - HOLIDAY_YEARS.first + 1 }, (_, i) => HOLIDAY_YEARS.first + i);
const SAMPLE: RegionPath[] = [
  ['IT'],
  ['IT', '25', 'MI'],
  ['US', 'TX'],
  ['US', 'MI'],
  ['US', 'CA', 'LA'],
  ['CA', 'QC'],
  ['DE', 'BY'],
  ['TR'],
  ['JP'],
];

describe('the table of holidays that is checked in', () => {
  it.each(SAMPLE.map((path) => [codeOf(path), path] as const))('says of %s what its source says', (code, path) => {
    const source = [...regionHolidays(path, YEARS)].map(([date, name]) => ({ date, name }));
    const byDate = (a: { date: string }, b: { date: string }) => (a.date < b.date ? -1 : 1);
    expect(holidaysOf(code, HOLIDAY_YEARS.first, HOLIDAY_YEARS.last)).toEqual(source.sort(byDate));
  });
});
