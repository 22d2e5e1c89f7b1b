import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { planFirstResponse } from '../../../shared/sla/promise.ts';
import type { Priority, Terms } from '../../../shared/sla/terms.ts';

const ITALY_2026 = ['2026-10-31', '2026-11-01', '2026-12-08', '2026-12-25', '2026-12-26'];
const LADDER = [
  { name: 'warning', share: 0.75 },
  { name: 'breach', share: 1 },
  { name: 'critical', share: 1.5 },
];

function terms(some: Partial<Terms> = {}): Terms {
  return { plan: 'basic', calendar: 'global', timeZone: 'Europe/Rome', holidays: ITALY_2026, ...some };
}

function plan(some: Partial<Terms>, priority: Priority, start: string) {
  return planFirstResponse(terms(some), priority, start, LADDER);
}

/** An instant as a clock on a wall in Rome shows it. */
function inRome(instant: string | undefined): string {
  return DateTime.fromISO(instant ?? '', { zone: 'Europe/Rome' }).toFormat('ccc yyyy-MM-dd HH:mm ZZ');
}

describe('the worked examples of the promise (section 8)', () => {
  it('Basic P1: Friday 16:30 is owed Monday 10:30, 30 min on Friday and 90 min on Monday', () => {
    const { deadline, openings } = plan({}, 1, '2026-11-27T16:30:00+01:00');
    expect(inRome(deadline)).toBe('Mon 2026-11-30 10:30 +01:00');
    expect(openings.map(({ seconds }) => seconds / 60)).toEqual([30, 90]);
  });

  it('Basic P2: Monday 09:00 is owed Tuesday 13:00, 8 h and 4 h', () => {
    const { deadline, openings } = plan({}, 2, '2026-11-30T09:00:00+01:00');
    expect(inRome(deadline)).toBe('Tue 2026-12-01 13:00 +01:00');
    expect(openings.map(({ seconds }) => seconds / 3600)).toEqual([8, 4]);
  });

  it('Basic P3: Friday 12:00 is owed the next Thursday 12:00, since 8 December is a holiday', () => {
    const { deadline, openings, why } = plan({}, 3, '2026-12-04T12:00:00+01:00');
    expect(inRome(deadline)).toBe('Thu 2026-12-10 12:00 +01:00');
    expect(openings.map(({ seconds }) => seconds / 3600)).toEqual([5, 8, 8, 3]);
    expect(why).toBe(
      'Basic, priority 3: 24 h of opening time on the calendar global in Europe/Rome; Tuesday 8 December is a holiday.',
    );
  });

  it('Premium P1: 02:45 CEST on the night of the clock change is owed 02:15 CET, 30 real minutes later', () => {
    const { deadline, why } = plan({ plan: 'premium' }, 1, '2026-10-25T02:45:00+02:00');
    expect(inRome(deadline)).toBe('Sun 2026-10-25 02:15 +01:00');
    expect(why).toMatch(/30 min .* 24x7 .*the clocks change in between\.$/);
  });

  it('Premium P2: Saturday 23:30 is owed Sunday 00:30, around the clock', () => {
    const { deadline, calendar } = plan({ plan: 'premium' }, 2, '2026-11-28T23:30:00+01:00');
    expect(inRome(deadline)).toBe('Sun 2026-11-29 00:30 +01:00');
    expect(calendar).toBe('24x7');
  });

  it('Premium P3: Saturday 10:00 is owed Monday 13:00, in working hours', () => {
    const { deadline, calendar } = plan({ plan: 'premium' }, 3, '2026-11-28T10:00:00+01:00');
    expect(inRome(deadline)).toBe('Mon 2026-11-30 13:00 +01:00');
    expect(calendar).toBe('global');
  });
});

describe('a plan', () => {
  it('owes what the price page says, per plan and priority', () => {
    const hours = (name: Terms['plan']) =>
      ([1, 2, 3, 4] as const).map(
        (priority) => plan({ plan: name }, priority, '2026-11-30T09:00:00Z').targetSeconds / 3600,
      );
    expect(hours('basic')).toEqual([2, 12, 24, 24]);
    expect(hours('premium')).toEqual([0.5, 1, 4, 12]);
  });

  it('runs its levels on the same clock as the target', () => {
    const { levels } = plan({}, 1, '2026-11-27T16:30:00+01:00');
    expect(levels.map(({ name, at }) => [name, inRome(at)])).toEqual([
      ['warning', 'Mon 2026-11-30 10:00 +01:00'],
      ['breach', 'Mon 2026-11-30 10:30 +01:00'],
      ['critical', 'Mon 2026-11-30 11:30 +01:00'],
    ]);
  });

  it('gives instants in UTC with milliseconds, whatever offset the start was written in', () => {
    const { start, deadline } = plan({}, 1, '2026-11-30T10:00:00.250+01:00');
    expect([start, deadline]).toEqual(['2026-11-30T09:00:00.250Z', '2026-11-30T11:00:00.250Z']);
  });

  it('keeps a dozen openings when a target takes more', () => {
    const { openings } = plan({ targets: { 4: 30 * 8 * 3600 } }, 4, '2026-11-30T09:00:00+01:00');
    expect(openings).toHaveLength(12);
  });

  it('is open on holidays on a calendar that the page does not close', () => {
    const { deadline } = plan({ calendar: '24x5' }, 1, '2026-12-08T12:00:00+01:00');
    expect(inRome(deadline)).toBe('Tue 2026-12-08 14:00 +01:00');
  });
});

describe("a customer's quote stands above the page", () => {
  it('with a target of its own', () => {
    const { deadline, why } = plan({ targets: { 1: 5400 } }, 1, '2026-11-30T09:00:00+01:00');
    expect(inRome(deadline)).toBe('Mon 2026-11-30 10:30 +01:00');
    expect(why).toContain(
      "1 h 30 min of opening time on the calendar global in Europe/Rome; as the customer's quote says",
    );
  });

  it('with the clock of a priority', () => {
    const night = plan({ plan: 'premium', clocks: { 3: '24x7' } }, 3, '2026-11-28T22:00:00+01:00');
    expect(inRome(night.deadline)).toBe('Sun 2026-11-29 02:00 +01:00');
    const day = plan({ plan: 'premium', clocks: { 1: 'global' } }, 1, '2026-11-28T22:00:00+01:00');
    expect(inRome(day.deadline)).toBe('Mon 2026-11-30 09:30 +01:00');
  });

  it('names no holiday that begins when the answer is due, at midnight', () => {
    const evenings = [['18:00', '24:00']] as const;
    const hours = { mon: evenings, tue: evenings };
    const late = { name: 'evenings', hours, closesOnHolidays: true };
    const due = planFirstResponse(terms({ calendar: 'evenings' }), 1, '2026-12-07T22:00:00+01:00', [], [late]);
    expect([inRome(due.deadline), due.holidays]).toEqual(['Tue 2026-12-08 00:00 +01:00', []]);
    expect(due.why).not.toContain('holiday');
  });

  it('with a calendar that the admin declared, holidays and closures included', () => {
    const calendar = {
      name: 'shop',
      hours: {
        mon: [
          ['09:00', '12:00'],
          ['14:00', '18:00'],
        ],
        thu: [['09:00', '13:00']],
      },
      closesOnHolidays: true,
      closures: [{ date: '2026-12-07', from: '10:00', to: '24:00' }],
    } as const;
    const { deadline, openings } = planFirstResponse(
      terms({ calendar: 'shop' }),
      1,
      '2026-12-07T08:00:00Z',
      [],
      [calendar],
    );
    expect(inRome(deadline)).toBe('Thu 2026-12-10 10:00 +01:00');
    expect(openings).toHaveLength(2);
  });
});

describe('a plan is refused', () => {
  it.each<[string, Partial<Terms>, string]>([
    ['for a calendar that nobody declared', { calendar: 'moon' }, 'unknown-calendar'],
    ['for a zone that is none', { timeZone: 'Europe/Atlantis' }, 'unknown-time-zone'],
    ['for a bare offset, which knows no summer time', { timeZone: '+01:00' }, 'unknown-time-zone'],
    ['for a date that the year does not have', { holidays: ['2026-02-30'] }, 'invalid-date'],
    ['for a target of nothing', { targets: { 3: 0 } }, 'invalid-target'],
    ['for a target below nothing', { targets: { 3: -1 } }, 'invalid-target'],
  ])('%s', (_, wrong, code) => {
    expect(() => plan(wrong, 3, '2026-11-30T09:00:00Z')).toThrow(expect.objectContaining({ code }));
  });

  it.each(['yesterday', '2026-11-30', '2026-11-30T09:00'])('for the start %s, which names no instant', (start) => {
    expect(() => plan({}, 3, start)).toThrow(expect.objectContaining({ code: 'invalid-instant' }));
  });
});
