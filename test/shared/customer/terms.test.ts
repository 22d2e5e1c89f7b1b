import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../shared/customer/customer.ts';
import { termsFor, yearsWithoutHolidays } from '../../../shared/customer/terms.ts';
import type { Settings } from '../../../shared/settings.ts';
import { HOLIDAY_YEARS } from '../../../shared/sla/holidays/holidays.ts';
import { rossi } from '../../support/stories.ts';

const defaults: Settings['defaults'] = {
  plan: 'basic',
  priority: 3,
  calendar: 'global',
  timeZone: 'Europe/Rome',
  language: 'en',
  holidayRegion: 'IT',
  holidays: [],
};

/** Dates of 2026 on which a customer's calendar is closed. */
function closed(change: Partial<Customer>, holidayRegions?: Settings['holidayRegions']): string[] {
  const customer = { ...rossi, holidays: [], ...change };
  const { holidays } = termsFor(customer, { defaults, holidayRegions }, '2026-06-01T08:00:00.000Z');
  return holidays.filter((date) => date.startsWith('2026'));
}

describe('the holidays of a customer', () => {
  it("are those of the region, with the customer's own dates added and taken away", () => {
    const dates = closed({ holidayRegion: 'IT', holidays: ['2026-12-07'], workdays: ['2026-08-15'] });
    expect(dates).toEqual(expect.arrayContaining(['2026-12-07', '2026-12-08']));
    expect(dates).not.toContain('2026-08-15');
  });

  it('are the dates alone where there is no region', () => {
    expect(closed({ holidays: ['2026-12-07'] })).toEqual(['2026-12-07']);
  });

  it('follow what the admin changed for the region, or for what surrounds it', () => {
    const changes = { IT: { added: ['2026-06-24'], removed: ['2026-12-26'] }, 'IT-BZ': { removed: ['2026-06-24'] } };
    expect(closed({ holidayRegion: 'IT' }, changes)).toContain('2026-06-24');
    expect(closed({ holidayRegion: 'IT' }, changes)).not.toContain('2026-12-26');
    expect(closed({ holidayRegion: 'IT-32' }, changes)).not.toContain('2026-06-24');
    expect(closed({ holidayRegion: 'IT-25-MI' }, changes)).toContain('2026-06-24');
    expect(closed({ holidayRegion: 'US' }, changes)).not.toContain('2026-06-24');
  });

  it('cover the years that a clock may need, and no more', () => {
    const { holidays } = termsFor(undefined, { defaults }, '2026-12-31T23:30:00.000Z');
    expect(holidays[0]).toBe('2026-01-01');
    expect(holidays.at(-1)).toBe('2028-12-26');
  });
});

describe('what was sold', () => {
  it('is what the desk grants to a requester that no record knows', () => {
    expect(termsFor(undefined, { defaults }, '2026-06-01T08:00:00.000Z')).toMatchObject({
      plan: 'basic',
      calendar: 'global',
      timeZone: 'Europe/Rome',
      holidayRegion: 'IT',
    });
  });

  it('includes the quote', () => {
    const quote = { targets: { 1: 900 }, clocks: { 4: '24x7' } };
    expect(termsFor({ ...rossi, ...quote }, { defaults }, '2026-06-01T08:00:00.000Z')).toMatchObject(quote);
  });
});

describe('years whose holidays nobody knows', () => {
  const { last } = HOLIDAY_YEARS;
  const italian = { holidayRegion: 'IT' };

  it('are those past the table', () => {
    expect(yearsWithoutHolidays(italian, `${last}-12-20T08:00:00.000Z`, `${last}-12-30T08:00:00.000Z`)).toEqual([]);
    expect(yearsWithoutHolidays(italian, `${last}-12-30T08:00:00.000Z`, `${last + 1}-01-02T08:00:00.000Z`)).toEqual([
      last + 1,
    ]);
  });

  it('are also those farther away than a ticket keeps', () => {
    expect(yearsWithoutHolidays(italian, '2026-12-30T08:00:00.000Z', '2029-01-02T08:00:00.000Z')).toEqual([2029]);
  });

  it('are none where dates are all there is', () => {
    expect(yearsWithoutHolidays({}, `${last + 1}-01-01T00:00:00.000Z`, `${last + 1}-01-09T00:00:00.000Z`)).toEqual([]);
  });
});
