import { describe, expect, it } from 'vitest';
import { openings } from '../../../shared/sla/deadline.ts';
import type { WeeklyHours } from '../../../shared/sla/terms.ts';
import { clock, due, HOUR, open, week } from './clock.ts';

describe('a night shift', () => {
  const night: WeeklyHours = week([['22:00', '06:00']]);

  it('is an hour shorter where the clocks go ahead, and one longer where they go back', () => {
    const rome = { hours: night };
    expect(open(rome, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(7);
    expect(open(rome, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(9);
    expect(due(rome, '2026-10-24T20:00:00Z', 9 * HOUR)).toBe('2026-10-25T05:00:00Z');
  });

  it('that ends within a skipped hour ends when it begins', () => {
    const hours = week([['22:00', '02:30']]);
    expect(due({ hours }, '2026-03-28T21:00:00Z', 4 * HOUR)).toBe('2026-03-29T01:00:00Z');
    expect(open({ hours }, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(4);
  });

  it('that ends within a repeated hour is open again when it is read a second time', () => {
    const hours = week([['22:00', '02:30']]);
    // 02:00 to 02:30 comes twice, and 02:30 to 03:00 in between is closed.
    expect(open({ hours }, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(5);
    expect(due({ hours }, '2026-10-24T20:00:00Z', 5 * HOUR)).toBe('2026-10-25T01:30:00Z');
    expect(open({ hours }, '2026-10-25T00:30:00Z', '2026-10-25T01:00:00Z')).toBe(0);
  });

  it('to 24:00 goes on without a gap in one from 00:00', () => {
    const hours: WeeklyHours = { sat: [['18:00', '24:00']], sun: [['00:00', '06:00']] };
    const found = openings(clock({ hours }), Date.parse('2026-03-06T00:00Z'), Date.parse('2026-03-09T00:00Z'), 10);
    expect(found).toEqual([{ from: Date.parse('2026-03-07T17:00Z'), to: Date.parse('2026-03-08T05:00Z') }]);
  });

  it('before a skipped date ends at its midnight: the rest belonged to that date', () => {
    // Apia went from Thursday the 29th to Saturday the 31st of December 2011, at 10:00 UTC.
    const apia = { timeZone: 'Pacific/Apia', hours: { thu: [['22:00', '06:00']] } satisfies WeeklyHours };
    expect(open(apia, '2011-12-29T12:00:00Z', '2012-01-01T00:00:00Z')).toBe(2);
    const friday = { timeZone: 'Pacific/Apia', hours: { fri: [['09:00', '17:00']] } satisfies WeeklyHours };
    expect(due(friday, '2011-12-29T12:00:00Z', HOUR)).toBe('2012-01-05T20:00:00Z');
  });

  it('of Lord Howe is half an hour shorter, or longer', () => {
    const island = { timeZone: 'Australia/Lord_Howe', hours: night };
    expect(open(island, '2026-10-03T06:00:00Z', '2026-10-04T06:00:00Z')).toBe(7.5);
    expect(open(island, '2026-04-04T06:00:00Z', '2026-04-05T06:00:00Z')).toBe(8.5);
  });
});
