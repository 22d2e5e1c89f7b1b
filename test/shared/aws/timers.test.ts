import { describe, expect, it } from 'vitest';
import { atExpression } from '../../../shared/aws/timers.ts';

describe('the time of a schedule', () => {
  const now = new Date('2026-11-30T08:00:30.000Z');

  it.each([
    ['on a whole minute, as it is', '2026-11-30T10:00:00.000Z', 'at(2026-11-30T10:00:00)'],
    ['otherwise rounded up: it never fires early', '2026-11-30T10:00:00.001Z', 'at(2026-11-30T10:01:00)'],
    ['due now, in a minute: the past is refused', '2026-11-30T08:00:30.000Z', 'at(2026-11-30T08:02:00)'],
    ['long overdue, in a minute', '2026-11-29T08:00:00.000Z', 'at(2026-11-30T08:02:00)'],
  ])('is, %s', (_, at, expression) => {
    expect(atExpression(at, now)).toBe(expression);
  });
});
