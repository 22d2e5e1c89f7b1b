import { describe, expect, it } from 'vitest';
import { localInstant } from '../../../shared/sla/local-instant.ts';

describe('the instant of a local date and time', () => {
  it.each([
    ['Europe/Rome', '2026-12-01', '09:00', '2026-12-01T08:00:00.000Z'],
    ['Europe/Rome', '2026-07-01', '9:00', '2026-07-01T07:00:00.000Z'],
    // Twice: the first of them.
    ['Europe/Rome', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    // Never: as soon as it is later.
    ['Europe/Rome', '2027-03-28', '02:30', '2027-03-28T01:00:00.000Z'],
    // A day that Samoa left out.
    ['Pacific/Apia', '2011-12-30', '10:00', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-12-01', '00:00', '2026-11-30T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-12-01', '23:59', '2026-12-02T10:59:00.000Z'],
  ])('%s %s %s', (zone, date, time, instant) => {
    expect(localInstant(zone, date, time)).toBe(instant);
  });

  it.each([
    ['2026-02-30', '09:00'],
    ['2026-12-01', '24:00'],
    ['2026-12-01', '9'],
    ['tomorrow', '09:00'],
  ])('is none of %s %s', (date, time) => {
    expect(() => localInstant('Europe/Rome', date, time)).toThrow(expect.objectContaining({ code: 'invalid-date' }));
  });
});
