import { describe, expect, it } from 'vitest';
import { type Absence, awayUntil, endedAt, isAbsent, isOver } from '../../../shared/customer/absence.ts';
import { agentSchema } from '../../../shared/customer/agent.ts';

describe('somebody who is away', () => {
  const at = (absent: Absence, now: string, zone = 'Europe/Rome') => isAbsent({ absent }, new Date(now), zone);

  it.each([
    ['2026-12-03T22:59:59.999Z', false],
    ['2026-12-03T23:00:00.000Z', true],
    ['2026-12-05T22:59:59.999Z', true],
    ['2026-12-05T23:00:00.000Z', false],
  ])('by date is away whole days of the desk’s zone, the last included: %s %s', (now, expected) => {
    expect(at({ from: '2026-12-04', until: '2026-12-05' }, now)).toBe(expected);
  });

  it.each([
    ['2026-12-04T11:59:59.999Z', true],
    ['2026-12-04T12:00:00.000Z', false],
  ])('by instant is back on it: %s %s', (now, expected) => {
    expect(at({ until: '2026-12-04T12:00:00.000Z' }, now)).toBe(expected);
  });

  it('by the zone of the desk, and not of the machine', () => {
    expect(at({ until: '2026-12-04' }, '2026-12-05T04:00:00.000Z', 'America/New_York')).toBe(true);
    expect(at({ until: '2026-12-04' }, '2026-12-05T05:00:00.000Z', 'America/New_York')).toBe(false);
  });

  it('is none whose absence cannot be read, and none of old', () => {
    const ada = { id: 'ada', name: 'Ada', addresses: ['ada@x.example'] };
    expect(agentSchema.parse({ ...ada, absent: 'soon' }).absent).toBeUndefined();
    expect(isAbsent(agentSchema.parse(ada), new Date(), 'Europe/Rome')).toBe(false);
  });
});

describe('an absence that is planned', () => {
  const plan = { from: '2026-12-24', until: '2027-01-06' };
  const rome = 'Europe/Rome';
  const now = new Date('2026-11-30T09:00:00.000Z');
  const today = '2026-11-30T17:00:00.000Z';

  it('stands beside one of today, in between which its agent is there', () => {
    const absent = awayUntil(today, plan, now, rome);
    const away = ['2026-11-30T10:00', '2026-12-10T10:00', '2026-12-27T10:00', '2027-01-07T10:00'].map((at) =>
      isAbsent({ absent }, new Date(`${at}:00.000Z`), rome),
    );
    expect(away).toEqual([true, false, true, false]);
    expect(isOver(absent, new Date('2026-12-10T10:00:00.000Z'), rome)).toBe(false);
    expect(isOver(absent, new Date('2027-01-07T10:00:00.000Z'), rome)).toBe(true);
    expect(endedAt(now, absent, rome)).toEqual(plan);
  });

  it.each([
    ['has begun: another end is said of it', plan, '2026-12-27T09:00:00.000Z', '2026-12-27T17:00:00.000Z'],
    ['is over', { until: '2026-11-01' }, '2026-11-30T09:00:00.000Z', today],
    ['ends within the one that is said', plan, '2026-11-30T09:00:00.000Z', '2027-01-07T09:00:00.000Z'],
  ])('stands no more when it %s', (_, absent, at, until) => {
    expect(awayUntil(until, absent, new Date(at), rome)).toEqual({ until });
  });

  it('goes when nothing else is left to end', () => {
    expect(endedAt(now, plan, rome)).toBeUndefined();
    expect(endedAt(new Date('2026-12-27T09:00:00.000Z'), { until: today, next: plan }, rome)).toBeUndefined();
  });
});
