import { describe, expect, it } from 'vitest';
import { findCalendar } from '../../../shared/sla/calendars.ts';
import { deadline, elapsed, openings } from '../../../shared/sla/deadline.ts';
import type { ScheduleSpec } from '../../../shared/sla/schedule.ts';
import type { WeeklyHours } from '../../../shared/sla/terms.ts';
import { clock, DAILY, due, HOUR, open, week } from './clock.ts';

describe('openings', () => {
  it('end a target at closing time, not at the next opening', () => {
    expect(due({}, '2026-03-02T08:00:00Z', 8 * HOUR)).toBe('2026-03-02T16:00:00Z');
  });

  it('may run overnight, and then belong to two dates: a holiday closes its own only', () => {
    const hours: WeeklyHours = { fri: [['22:00', '06:00']] };
    expect(open({ hours }, '2026-03-06T00:00:00Z', '2026-03-08T00:00:00Z')).toBe(8);
    expect(open({ hours, holidays: ['2026-03-07'] }, '2026-03-06T00:00:00Z', '2026-03-08T00:00:00Z')).toBe(2);
    expect(open({ hours, holidays: ['2026-03-06'] }, '2026-03-06T00:00:00Z', '2026-03-08T00:00:00Z')).toBe(6);
  });

  it('run from Sunday into Monday', () => {
    expect(due({ hours: { sun: [['23:00', '01:00']] } }, '2026-03-01T22:30:00Z', HOUR)).toBe('2026-03-01T23:30:00Z');
  });

  it('count once where they overlap, and are one stretch where they touch', () => {
    const schedule = clock({
      hours: {
        mon: [
          ['09:00', '12:00'],
          ['11:00', '13:00'],
          ['13:00', '24:00'],
        ],
        tue: [['00:00', '01:00']],
      },
    });
    const from = Date.parse('2026-03-02T00:00:00Z');
    expect(openings(schedule, from, from + 48 * HOUR, 10)).toEqual([{ from: from + 8 * HOUR, to: from + 24 * HOUR }]);
  });

  it('are kept to the second, which hours may be written in', () => {
    expect(due({ hours: week([['09:00:30', '17:00']]) }, '2026-03-02T00:00:00Z', 1000)).toBe('2026-03-02T08:00:31Z');
  });

  it('of 24x5 are one of 4 d 23 h 58 min', () => {
    const { hours } = findCalendar('24x5');
    const from = Date.parse('2026-03-02T00:00:00Z');
    const [opening, ...others] = openings(clock({ hours }), from - 24 * HOUR, from + 6 * 24 * HOUR, 10);
    expect(others).toEqual([]);
    expect(((opening?.to ?? 0) - (opening?.from ?? 0)) / 60_000).toBe(4 * 1440 + 23 * 60 + 58);
  });
});

describe('closures', () => {
  it('take a part out of a day', () => {
    const closures = [{ date: '2026-12-24', from: '12:00', to: '24:00' }];
    expect(due({ closures }, '2026-12-24T08:00:00Z', 4 * HOUR)).toBe('2026-12-25T09:00:00Z');
  });

  it('may cut an opening in two, and may overlap', () => {
    const closures = [
      { date: '2026-12-24', from: '10:00', to: '12:00' },
      { date: '2026-12-24', from: '11:00', to: '13:00' },
    ];
    expect(open({ closures }, '2026-12-24T00:00:00Z', '2026-12-25T00:00:00Z')).toBe(5);
  });
});

describe('zones', () => {
  it('may skip a date: Apia had no Friday 30 December 2011', () => {
    const some = { timeZone: 'Pacific/Apia', hours: DAILY };
    expect(due(some, '2011-12-30T02:00:00Z', 2 * HOUR)).toBe('2011-12-30T20:00:00Z');
  });

  it('may change by 30 minutes, and by two hours', () => {
    expect(
      open(
        { timeZone: 'Australia/Lord_Howe', hours: week([['00:00', '24:00']]) },
        '2025-10-04T13:30:00Z',
        '2025-10-05T13:00:00Z',
      ),
    ).toBe(23.5);
    const night = week([['00:00', '06:00']]);
    expect(open({ timeZone: 'Antarctica/Troll', hours: night }, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(
      4,
    );
    expect(open({ timeZone: 'Antarctica/Troll', hours: night }, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(
      8,
    );
  });

  it('had offsets with seconds: Monrovia was 44 min 30 s behind until 1972', () => {
    expect(due({ timeZone: 'Africa/Monrovia' }, '1971-06-01T00:00:00Z', HOUR)).toBe('1971-06-01T10:44:30Z');
  });

  it('may change twice within a week: Recife in October 2000', () => {
    // Clocks went ahead on Sunday the 8th at midnight and back on the 15th.
    expect(open({ timeZone: 'America/Recife' }, '2000-10-08T00:00:00Z', '2000-10-15T23:00:00Z')).toBe(64);
    expect(due({ timeZone: 'America/Recife' }, '2000-10-10T00:00:00Z', HOUR)).toBe('2000-10-10T12:00:00Z');
    expect(due({ timeZone: 'America/Recife' }, '2000-10-16T04:00:00Z', HOUR)).toBe('2000-10-16T13:00:00Z');
  });
});

describe('a target', () => {
  it('of nothing, which no promise has, is the first open instant', () => {
    expect(due({}, '2026-03-02T16:00:00Z', 0)).toBe('2026-03-03T08:00:00Z');
    expect(due({}, '2026-03-02T10:00:00Z', 0)).toBe('2026-03-02T10:00:00Z');
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 0.5])('of %s ms is refused', (ms) => {
    expect(() => deadline(clock(), 0, ms)).toThrow(expect.objectContaining({ code: 'invalid-target' }));
  });

  it('may take years', () => {
    expect(due({}, '2026-01-01T08:00:00Z', 8 * HOUR * (365 + 365 + 366))).toBe('2028-12-31T16:00:00Z');
  });

  it('waits for the end of ten years of holidays', () => {
    const first = Date.UTC(2026, 0, 1);
    const holidays = Array.from({ length: 3652 }, (_, day) =>
      new Date(first + day * 24 * HOUR).toISOString().slice(0, 10),
    );
    expect(due({ holidays }, '2026-01-01T12:00:00Z', HOUR)).toBe('2036-01-01T09:00:00Z');
  });

  it('ends with an error when a century of openings is not enough', () => {
    const rarely = clock({ hours: { mon: [['09:00', '09:01']] } });
    expect(() => deadline(rarely, Date.UTC(2026, 0, 1), 200 * HOUR)).toThrow(
      expect.objectContaining({ code: 'beyond-horizon' }),
    );
  });
});

describe('time that is asked for', () => {
  it('may lie before what was asked first, or far from it', () => {
    const schedule = clock({ holidays: ['1999-12-31'] });
    const opens = (start: string) => new Date(deadline(schedule, Date.parse(start), 1)).toISOString();
    expect(opens('2026-03-02T00:00:00Z')).toBe('2026-03-02T08:00:00.001Z');
    expect(opens('2025-12-31T20:00:00Z')).toBe('2026-01-01T08:00:00.001Z');
    expect(opens('1999-12-31T00:00:00Z')).toBe('2000-01-01T08:00:00.001Z');
    expect(opens('9999-01-01T00:00:00Z')).toBe('9999-01-01T08:00:00.001Z');
    expect(opens('2026-03-02T00:00:00Z')).toBe('2026-03-02T08:00:00.001Z');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, 0.5])('is refused at %s ms', (ms) => {
    expect(() => deadline(clock(), ms, 1)).toThrow(expect.objectContaining({ code: 'invalid-instant' }));
    expect(() => elapsed(clock(), 0, ms)).toThrow(expect.objectContaining({ name: 'SlaError' }));
  });

  it('is refused beyond a century', () => {
    expect(() => open({}, '1900-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toThrow(
      expect.objectContaining({ code: 'beyond-horizon' }),
    );
  });
});

describe('a schedule', () => {
  it('is compiled once for equal rules', () => {
    expect(clock({ holidays: ['2026-12-25'] })).toBe(clock({ holidays: ['2026-12-25'] }));
    expect(clock({ holidays: ['2026-12-25'] })).not.toBe(clock({ holidays: ['2026-12-26'] }));
  });

  it('is let go when many others were used since', () => {
    const first = clock();
    for (let minute = 0; minute < 60; minute++) {
      for (let hour = 10; hour < 15; hour++)
        clock({ hours: week([['09:00', `${hour}:${String(minute).padStart(2, '0')}`]]) });
    }
    expect(clock()).not.toBe(first);
  });

  it.each<[string, Partial<ScheduleSpec>, string]>([
    ['never opens', { hours: {} }, 'empty-week'],
    ['never opens on any day', { hours: { mon: [] } }, 'empty-week'],
    ['opens for no time', { hours: { mon: [['09:00', '09:00']] } }, 'invalid-hours'],
    ['opens at the end of a day', { hours: { mon: [['24:00', '06:00']] } }, 'invalid-hours'],
    ['closes after the end of a day', { hours: { mon: [['09:00', '24:01']] } }, 'invalid-hours'],
    ['opens at no time', { hours: { mon: [['9am', '17:00']] } }, 'invalid-hours'],
    [
      'has a closure that ends before it starts',
      { closures: [{ date: '2026-12-24', from: '12:00', to: '09:00' }] },
      'invalid-hours',
    ],
    ['has a holiday that is no date', { holidays: ['25/12/2026'] }, 'invalid-date'],
    ['is nowhere', { timeZone: '' }, 'unknown-time-zone'],
  ])('is refused when it %s', (_, wrong, code) => {
    expect(() => clock(wrong)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a calendar', () => {
  it('that nobody declared is refused by name, with those there are', () => {
    expect(() => findCalendar('shop')).toThrow(
      'There is no calendar "shop"; there are global, north-america, 24x5, 24x7',
    );
  });

  it("of the page cannot be redefined by the admin's", () => {
    const mine = { name: 'global', hours: week([['00:00', '24:00']]), closesOnHolidays: false };
    expect(findCalendar('global', [mine]).closesOnHolidays).toBe(true);
  });
});

describe('a target of many openings', () => {
  it('is found beyond those that are looked at one by one', () => {
    for (const days of [7, 8, 9, 10, 100]) {
      const end = new Date(Date.UTC(2026, 3, days, 15)).toISOString().replace('.000Z', 'Z');
      expect(due({}, '2026-04-01T00:00:00Z', days * 8 * HOUR)).toBe(end);
    }
  });
});
