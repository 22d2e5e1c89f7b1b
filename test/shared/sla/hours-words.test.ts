import { describe, expect, it } from 'vitest';
import { findCalendar } from '../../../shared/sla/calendars.ts';
import { sayHours } from '../../../shared/sla/hours-words.ts';
import type { WeeklyHours } from '../../../shared/sla/terms.ts';

describe('opening hours as people say them', () => {
  it.each([
    [
      'global',
      'Europe/Rome',
      'Monday to Friday, 9:00–17:00, Rome time',
      'da lunedì a venerdì, 9:00–17:00, ora di Roma',
    ],
    [
      'north-america',
      'America/New_York',
      'Monday to Friday, 8:00–17:00, New York time',
      'da lunedì a venerdì, 8:00–17:00, ora di New York',
    ],
    [
      '24x5',
      'Europe/London',
      'Monday 0:01 to Friday 23:59 without a break, London time',
      'da lunedì 0:01 a venerdì 23:59 senza interruzione, ora di Londra',
    ],
    ['24x7', 'Europe/Rome', 'day and night, every day', 'giorno e notte, tutti i giorni'],
  ])('%s', (name, zone, english, italian) => {
    const { hours } = findCalendar(name);
    expect([sayHours(hours, zone, 'en'), sayHours(hours, zone, 'it')]).toEqual([english, italian]);
  });

  it.each<[string, WeeklyHours, string]>([
    [
      'a break at noon, and a short Saturday',
      {
        mon: [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
        tue: [
          ['09:00', '13:00'],
          ['14:00', '18:00'],
        ],
        sat: [['09:00', '12:30']],
      },
      'Monday to Tuesday, 9:00–13:00 and 14:00–18:00; Saturday, 9:00–12:30, UTC',
    ],
    ['nights', { mon: [['22:00', '06:00']], tue: [['22:00', '06:00']] }, 'Monday to Tuesday, 22:00–6:00, UTC'],
    ['one whole day', { sun: [['00:00', '24:00']] }, 'Sunday, all day, UTC'],
    [
      'days apart',
      { mon: [['09:00', '10:00']], wed: [['09:00', '10:00']] },
      'Monday, 9:00–10:00; Wednesday, 9:00–10:00, UTC',
    ],
  ])('%s', (_, hours, words) => {
    expect(sayHours(hours, 'UTC', 'en')).toBe(words);
  });
});
