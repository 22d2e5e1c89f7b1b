import { describe, expect, it } from 'vitest';
import { HOLIDAY_YEARS, holidaysOf, unknownYears } from '../../../../shared/sla/holidays/holidays.ts';
import { regionOf } from '../../../../shared/sla/holidays/region.ts';

function datesOf(region: string, year = 2026): string[] {
  return holidaysOf(region, year, year).map(({ date }) => date.slice(5));
}

describe('holidays of a region', () => {
  it('are the public ones of that country, by date and name', () => {
    expect(datesOf('IT')).toEqual(
      // 4 October is one again since 2026.
      [
        '01-01',
        '01-06',
        '04-05',
        '04-06',
        '04-25',
        '05-01',
        '06-02',
        '08-15',
        '10-04',
        '11-01',
        '12-08',
        '12-25',
        '12-26',
      ],
    );
    expect(holidaysOf('IT', 2026, 2026)).toContainEqual({ date: '2026-12-08', name: 'Immaculate Conception' });
  });

  it('add to those of the country', () => {
    expect(datesOf('IT-BZ')).toEqual(expect.arrayContaining([...datesOf('IT'), '05-25']));
    expect(datesOf('CA-QC')).toContain('06-24');
    expect(datesOf('CA')).not.toContain('06-24');
  });

  it('take from those of the country', () => {
    expect(datesOf('GB')).toContain('04-06');
    expect(datesOf('GB-SCT')).not.toContain('04-06');
    expect(datesOf('CH')).toContain('04-03');
    expect(datesOf('CH-TI')).not.toContain('04-03');
  });

  it('include the days in lieu, as each law gives them', () => {
    expect(datesOf('US')).toContain('07-03');
    expect(datesOf('US-TX')).not.toContain('07-03');
    expect(datesOf('CA')).toContain('12-28');
    expect(datesOf('GB-ENG')).toContain('12-28');
  });

  it('span years', () => {
    const dates = holidaysOf('IT', 2026, 2027).map(({ date }) => date);
    expect(dates[0]).toBe('2026-01-01');
    expect(dates.at(-1)).toBe('2027-12-26');
    expect(dates).toEqual(dates.toSorted());
  });

  it('are unknown, and not none, in years beyond the table', () => {
    const { first, last } = HOLIDAY_YEARS;
    expect(unknownYears(first, last)).toEqual([]);
    expect(unknownYears(first - 1, first)).toEqual([first - 1]);
    expect(unknownYears(last, last + 2)).toEqual([last + 1, last + 2]);
  });
});

describe('a region', () => {
  it.each([
    ['it', 'IT'],
    [' US-TX ', 'US-TX'],
    ['IT-BZ', 'IT-32'],
    ['it-mi', 'IT-25-MI'],
    ['UK', 'GB'],
    ['US-LA', 'US-LA'],
  ])('%j is %s', (text, code) => {
    expect(regionOf(text)).toBe(code);
  });

  it.each(['', 'Mars', 'IT-XX', 'constructor'])('%j is none', (text) => {
    expect(() => regionOf(text)).toThrow(expect.objectContaining({ code: 'unknown-region' }));
  });

  it('that is none is refused with those of its country', () => {
    expect(() => regionOf('NZ-XX')).toThrow(/there are NZ, NZ-/);
  });
});
