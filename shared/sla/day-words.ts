import type { Language } from '../language.ts';

/**
 * Names of weekdays, from Monday, and of months. As words, since a formatter of `Intl` costs more than all else of a deadline's reason, and each of these is
 * said in every sentence on why; `test/shared/sla/day-words.test.ts` compares them with what `Intl` says.
 */
const WORDS: Readonly<Record<Language, { weekdays: readonly string[]; months: readonly string[] }>> = {
  en: {
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    months: [
      ...['January', 'February', 'March', 'April', 'May', 'June'],
      ...['July', 'August', 'September', 'October', 'November', 'December'],
    ],
  },
  it: {
    weekdays: ['lunedì', 'martedì', 'mercoledì', 'giovedì', 'venerdì', 'sabato', 'domenica'],
    months: [
      ...['gennaio', 'febbraio', 'marzo', 'aprile', 'maggio', 'giugno'],
      ...['luglio', 'agosto', 'settembre', 'ottobre', 'novembre', 'dicembre'],
    ],
  },
};

/** A weekday's name; 0 is Monday, 7 again. */
export function sayWeekday(day: number, language: Language): string {
  return WORDS[language].weekdays[day % 7] ?? '';
}

/** A date (`YYYY-MM-DD`) with its weekday and without its year, the day first as in the mails: `Friday 25 December`. */
export function sayDate(date: string, language: Language): string {
  const at = new Date(`${date}T00:00:00Z`);
  const month = WORDS[language].months[at.getUTCMonth()] ?? '';
  return `${sayWeekday(at.getUTCDay() + 6, language)} ${at.getUTCDate()} ${month}`;
}
