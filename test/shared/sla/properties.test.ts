import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { deadline, elapsed, openings } from '../../../shared/sla/deadline.ts';
import { compile, type ScheduleSpec } from '../../../shared/sla/schedule.ts';
import { WEEKDAYS, type WeeklyHours } from '../../../shared/sla/terms.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const ZONES = [
  'UTC',
  'Europe/Rome',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Tehran',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Chatham',
];

const zone = fc.constantFrom(...ZONES);
const time = fc.integer({ min: 0, max: 1439 }).map((minute) => new Date(minute * MINUTE).toISOString().slice(11, 16));
const opening = fc.tuple(time, fc.oneof(time, fc.constant('24:00'))).filter(([open, close]) => open !== close);
const hours: fc.Arbitrary<WeeklyHours> = fc
  .record(Object.fromEntries(WEEKDAYS.map((day) => [day, fc.array(opening, { maxLength: 3 })])))
  .filter((week) => Object.values(week).some((list) => list.length > 0));
const instant = fc.integer({ min: Date.UTC(2009, 0), max: Date.UTC(2031, 0) });
const dates = fc.array(
  fc.integer({ min: Date.UTC(2009, 0) / DAY, max: Date.UTC(2031, 0) / DAY }).map((day) => iso(day * DAY)),
  { maxLength: 40 },
);
const spec: fc.Arbitrary<ScheduleSpec> = fc.record({ hours, timeZone: zone, holidays: dates });
/** No more than the rarest opening, a minute a week, makes up for within the clock's century. */
const target = fc.integer({ min: 1, max: 2 * DAY });

/** Random tests that are quick enough for every run. */
const RUNS = { numRuns: 300 };

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The definition, word by word, with luxon's reading of the instant (promise.md section 3). */
function isOpen({ hours, timeZone, holidays }: ScheduleSpec, ms: number): boolean {
  const local = DateTime.fromMillis(ms, { zone: timeZone });
  if (holidays.includes(local.toFormat('yyyy-MM-dd'))) return false;
  const now = local.toFormat('HH:mm:ss.SSS');
  const today = hours[WEEKDAYS[local.weekday - 1] ?? 'mon'] ?? [];
  const yesterday = hours[WEEKDAYS[(local.weekday + 5) % 7] ?? 'mon'] ?? [];
  return (
    today.some(([open, close]) => open <= now && (now < close || close < open)) ||
    yesterday.some(([open, close]) => close < open && now < close)
  );
}

describe('an instant', () => {
  it('counts exactly when its local reading falls into an opening of a date that is no holiday', () => {
    fc.assert(
      fc.property(spec, instant, (schedule, ms) => {
        expect(elapsed(compile(schedule), ms, ms + 1)).toBe(isOpen(schedule, ms) ? 1 : 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('does so on both sides of every edge of an opening', () => {
    fc.assert(
      fc.property(spec, instant, (schedule, ms) => {
        for (const { from, to } of openings(compile(schedule), ms, ms + 20 * DAY, 10)) {
          expect(isOpen(schedule, from)).toBe(true);
          expect(isOpen(schedule, to - 1)).toBe(true);
          if (from > ms) expect(isOpen(schedule, from - 1)).toBe(false);
          if (to < ms + 20 * DAY) expect(isOpen(schedule, to)).toBe(false);
        }
      }),
      RUNS,
    );
  });
});

describe('a deadline', () => {
  it('is the earliest: one millisecond less is not enough', () => {
    fc.assert(
      fc.property(spec, instant, target, (schedule, start, ms) => {
        const clock = compile(schedule);
        const due = deadline(clock, start, ms);
        expect(elapsed(clock, start, due)).toBe(ms);
        expect(elapsed(clock, start, due - 1)).toBe(ms - 1);
      }),
      RUNS,
    );
  });

  it('is no earlier for a later start, and later for a longer target', () => {
    fc.assert(
      fc.property(spec, instant, target, fc.integer({ min: 1, max: DAY }), (schedule, start, ms, more) => {
        const clock = compile(schedule);
        expect(deadline(clock, start + more, ms)).toBeGreaterThanOrEqual(deadline(clock, start, ms));
        expect(deadline(clock, start, ms + more)).toBeGreaterThan(deadline(clock, start, ms));
      }),
      RUNS,
    );
  });

  it('is only ever postponed by holidays', () => {
    fc.assert(
      fc.property(spec, dates, instant, target, (schedule, more, start, ms) => {
        const closed = { ...schedule, holidays: [...schedule.holidays, ...more] };
        expect(deadline(compile(closed), start, ms)).toBeGreaterThanOrEqual(deadline(compile(schedule), start, ms));
      }),
      RUNS,
    );
  });

  it('shifts with the zone and nothing else, where offsets do not change', () => {
    fc.assert(
      fc.property(
        hours,
        dates,
        instant,
        target,
        fc.integer({ min: -12, max: 14 }),
        (week, holidays, start, ms, ahead) => {
          // The database turns the sign around: Etc/GMT-3 is three hours ahead of UTC.
          const timeZone = `Etc/GMT${ahead < 0 ? '+' : '-'}${Math.abs(ahead)}`;
          const there = deadline(compile({ hours: week, holidays, timeZone }), start - ahead * 60 * MINUTE, ms);
          const here = deadline(compile({ hours: week, holidays, timeZone: 'UTC' }), start, ms);
          expect(there + ahead * 60 * MINUTE).toBe(here);
        },
      ),
      RUNS,
    );
  });

  it('does not depend on what was asked before', () => {
    fc.assert(
      fc.property(spec, instant, fc.array(instant, { maxLength: 5 }), target, (schedule, start, others, ms) => {
        const used = compile(schedule);
        for (const other of others) deadline(used, other, ms);
        const fresh = compile({ ...schedule, holidays: [...schedule.holidays, '1901-01-01'] });
        expect(deadline(used, start, ms)).toBe(deadline(fresh, start, ms));
      }),
      { numRuns: 60 },
    );
  });
});

describe('elapsed time', () => {
  it('adds up', () => {
    fc.assert(
      fc.property(spec, instant, fc.nat(40 * DAY), fc.nat(40 * DAY), (schedule, start, some, more) => {
        const clock = compile(schedule);
        const parts = elapsed(clock, start, start + some) + elapsed(clock, start + some, start + some + more);
        expect(parts).toBe(elapsed(clock, start, start + some + more));
      }),
      RUNS,
    );
  });

  it('is the sum of the openings, and 0 when reversed', () => {
    fc.assert(
      fc.property(spec, instant, fc.integer({ min: 1, max: 30 * DAY }), (schedule, start, span) => {
        const clock = compile(schedule);
        const open = openings(clock, start, start + span, 1000).map(({ from, to }) => to - from);
        expect(open.reduce((sum, ms) => sum + ms, 0)).toBe(elapsed(clock, start, start + span));
        expect(elapsed(clock, start + span, start)).toBe(0);
      }),
      RUNS,
    );
  });
});
