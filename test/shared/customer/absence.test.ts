import { describe, expect, it } from 'vitest';
import { isAbsent } from '../../../shared/customer/absence.ts';
import { agentSchema } from '../../../shared/customer/agent.ts';

describe('somebody who is away', () => {
  const at = (absent: { from?: string; until: string }, now: string, zone = 'Europe/Rome') =>
    isAbsent({ absent }, new Date(now), zone);

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
