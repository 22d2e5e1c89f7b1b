import { expect, it } from 'vitest';
import { laterAtThisHour } from '../../../functions/console/local-instant.ts';

it.each([
  ['2026-10-23T08:00:00.000Z', 3, 'Europe/Rome', '2026-10-26T09:00:00.000Z'],
  ['2026-03-27T09:00:00.000Z', 3, 'Europe/Rome', '2026-03-30T08:00:00.000Z'],
  ['2026-11-30T23:30:00.000Z', 1, 'Asia/Tokyo', '2026-12-01T23:30:00.000Z'],
  // An hour that is skipped there: its end.
  ['2026-03-28T01:30:00.000Z', 1, 'Europe/Rome', '2026-03-29T01:00:00.000Z'],
])('%s and %i days in %s is %s: the hour that clocks show stays', (now, days, zone, later) => {
  expect(laterAtThisHour(new Date(now), days, zone)).toBe(later);
});
