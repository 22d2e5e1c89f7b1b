import { describe, expect, it } from 'vitest';
import { sayDate, sayWeekday } from '../../../shared/sla/day-words.ts';

/** What `Intl` says, without the comma that it has in English. */
function byIntl(date: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(Date.parse(`${date}T00:00:00Z`)).replace(',', '');
}

describe.each([
  ['en', 'en-GB'],
  ['it', 'it-IT'],
] as const)('a day in words, in %s', (language, locale) => {
  it('is as Intl says it, on each day of four years', () => {
    const first = Date.UTC(2024, 0, 1);
    for (let day = 0; day < 1461; day += 1) {
      const date = new Date(first + day * 86_400_000).toISOString().slice(0, 10);
      expect(sayDate(date, language)).toBe(byIntl(date, locale));
    }
  });

  it('has its weekdays from Monday, again after Sunday', () => {
    const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    for (let day = 0; day < 14; day += 1)
      expect(sayWeekday(day, language)).toBe(format.format(Date.UTC(2024, 0, 1 + day)));
  });
});
