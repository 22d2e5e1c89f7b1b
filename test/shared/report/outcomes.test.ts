import { describe, expect, it } from 'vitest';
import { outcomeAt, type Promised, promiseOutcome } from '../../../shared/ticket/promised.ts';

const at = (time: string) => `2026-11-30T${time}:00.000Z`;
const ticket = (change: Partial<Promised> = {}): Promised => ({ state: 'waiting', respondBy: at('10:00'), ...change });
const answered = (time: string, met: boolean) => ({ firstResponse: { at: at(time), met } });
const closed = (time: string) => ({ state: 'closed' as const, closedAt: at(time) });

describe('what became of a promise', () => {
  it.each<[string, Partial<Promised>, string]>([
    ['waits', {}, 'open'],
    ['waits, with a deadline that passed before it was lowered', { passed: at('08:00') }, 'open'],
    ['waits again for a duplicate, itself answered', answered('09:00', true), 'open'],
    ['was answered in time', { state: 'answered', ...answered('09:00', true) }, 'met'],
    [
      'was answered in time, and changed after its deadline',
      { state: 'answered', ...answered('09:00', true), passed: at('10:00') },
      'met',
    ],
    ['was answered late', { state: 'answered', ...answered('10:30', false) }, 'missed'],
    ['was answered late, then closed', { ...closed('12:00'), ...answered('10:30', false) }, 'missed'],
    [
      'was answered late, then closed as a duplicate',
      { ...closed('12:00'), ...answered('10:30', false), mergedInto: 'T-2' },
      'missed',
    ],
    ['was withdrawn in time', { ...closed('09:30'), cancelled: 'withdrawn' }, 'cancelled'],
    ['was closed at its deadline', { ...closed('10:00'), cancelled: 'withdrawn' }, 'cancelled'],
    ['was withdrawn late', { ...closed('10:30'), cancelled: 'withdrawn' }, 'missed'],
    ['was spam, too late', { ...closed('10:30'), cancelled: 'spam' }, 'missed'],
    [
      'was lowered after its deadline, then closed',
      { ...closed('09:30'), cancelled: 'withdrawn', passed: at('08:00') },
      'missed',
    ],
    ['is a duplicate', { ...closed('10:30'), cancelled: 'duplicate', mergedInto: 'T-2' }, 'cancelled'],
  ])('of one that %s', (_, change, outcome) => {
    expect(promiseOutcome(ticket(change))).toBe(outcome);
  });

  it.each([
    ['09:59', 'open'],
    ['10:00', 'open'],
    ['10:15', 'open'],
    ['10:16', 'missed'],
  ] as const)('as of %s what waits is %s: within a quarter of an hour an answer may be under way', (time, outcome) => {
    expect(outcomeAt(at(time), { outcome: 'open', due: at('10:00') })).toBe(outcome);
    for (const done of ['met', 'missed', 'cancelled'] as const)
      expect(outcomeAt(at(time), { outcome: done, due: at('10:00') })).toBe(done);
  });
});
