import { describe, expect, it } from 'vitest';
import { formatSize } from '../../../../shared/mail/templates/format-size.ts';
import { formatDuration, formatInstant } from '../../../../shared/mail/templates/format-time.ts';

describe('times as people say them', () => {
  it.each([
    ['2026-11-30T09:30:00.000Z', 'Europe/Rome', 'it', 'lunedì 30 novembre 2026, 10:30 (Europe/Rome, UTC+1)'],
    ['2026-10-25T00:15:00.000Z', 'Europe/Rome', 'en', 'Sunday 25 October 2026, 02:15 (Europe/Rome, UTC+2)'],
    ['2026-10-25T01:15:00.000Z', 'Europe/Rome', 'en', 'Sunday 25 October 2026, 02:15 (Europe/Rome, UTC+1)'],
    ['2026-07-01T18:30:00.000Z', 'Asia/Kathmandu', 'en', 'Thursday 2 July 2026, 00:15 (Asia/Kathmandu, UTC+5:45)'],
    ['2026-07-01T18:30:00.000Z', 'UTC', 'en', 'Wednesday 1 July 2026, 18:30 (UTC)'],
  ] as const)('%s in %s, %s', (instant, zone, language, said) => {
    expect(formatInstant(instant, zone, language)).toBe(said);
  });

  it.each([
    [59, 'less than a minute', 'meno di un minuto'],
    [60, '1 minute', '1 minuto'],
    [7_500, '2 hours and 5 minutes', '2 ore e 5 minuti'],
    [-7_500, '2 hours and 5 minutes', '2 ore e 5 minuti'],
    [93_784, '1 day and 2 hours', '1 giorno e 2 ore'],
  ])('%i seconds', (seconds, english, italian) => {
    expect(formatDuration(seconds, 'en')).toBe(english);
    expect(formatDuration(seconds, 'it')).toBe(italian);
  });
});

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [9, '9 bytes'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [3_450_000, '3.45 MB'],
])('%i bytes', (bytes, said) => {
  expect(formatSize(bytes, 'en')).toBe(said);
});
