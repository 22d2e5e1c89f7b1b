import type { Language } from '../../language.ts';

/** English with the day first and a 24-hour clock: read the same on both sides of the Atlantic. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', it: 'it-IT' };

const SHORTEST: Readonly<Record<Language, string>> = { en: 'less than a minute', it: 'meno di un minuto' };

const UNITS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/**
 * An instant as people say it, in their zone and with the zone's name: `lunedì 30 novembre 2026, 10:30 (Europe/Rome, UTC+1)`.
 * `instant` is ISO 8601; `timeZone` an IANA name.
 */
export function formatInstant(instant: string, timeZone: string, language: Language): string {
  const date = new Date(instant);
  const { day, time } = instantFormats(timeZone, language);
  const offset = offsetOf(date, timeZone, language);
  return `${day.format(date).replace(',', '')}, ${time.format(date)} (${timeZone === offset ? offset : `${timeZone}, ${offset}`})`;
}

/** An instant in a line of a notice: `Mon 30 Nov, 10:30 (UTC+1)`. `instant` is ISO 8601; `timeZone` an IANA name. */
export function formatShort(instant: string, timeZone: string, language: Language): string {
  const date = new Date(instant);
  const { shortDay, time } = instantFormats(timeZone, language);
  return `${shortDay.format(date).replace(',', '')}, ${time.format(date)} (${offsetOf(date, timeZone, language)})`;
}

function offsetOf(date: Date, timeZone: string, language: Language): string {
  const zone = instantFormats(timeZone, language).zone.formatToParts(date);
  const name = zone.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC';
  return name.replace('GMT', 'UTC').replace(/^UTC\+0$/, 'UTC');
}

/** A length of real time in its two largest units, cut to minutes: `2 hours and 5 minutes`, `1 giorno e 3 ore`. */
export function formatDuration(seconds: number, language: Language): string {
  const { units, list } = durationFormats(language);
  let rest = Math.abs(seconds);
  const parts = UNITS.flatMap(({ unit, seconds: size }) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 ? [units[unit].format(count)] : [];
  });
  return list.format(parts.slice(0, 2)) || SHORTEST[language];
}

/** A month (`YYYY-MM`) as people say it: `November 2026`, or short `Nov 26`. */
export function formatMonth(month: string, language: Language, length: 'long' | 'short' = 'long'): string {
  const year = length === 'long' ? 'numeric' : '2-digit';
  const format = new Intl.DateTimeFormat(LOCALES[language], { month: length, year, timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** Open time, told in hours and minutes however long it is: a day of it is another length for each customer. The same in each language. */
export function formatOpenTime(seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  if (hours === 0) return minutes === 0 ? '< 1 min' : `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** Seconds from one ISO instant to another; negative when `to` comes first. */
export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1_000;
}

/** A formatter costs a hundred times what formatting does, and a desk has few zones and two languages. */
const instantFormats = remember((timeZone: string, language: Language) => {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], { ...options, timeZone });
  return {
    day: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    shortDay: format({ weekday: 'short', day: 'numeric', month: 'short' }),
    time: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    zone: format({ timeZoneName: 'shortOffset' }),
  };
});

const durationFormats = remember((language: Language) => {
  const unit = (name: string) =>
    new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit: name, unitDisplay: 'long' });
  return {
    units: { day: unit('day'), hour: unit('hour'), minute: unit('minute') },
    list: new Intl.ListFormat(LOCALES[language], { type: 'conjunction' }),
  };
});

/** The same function, which makes its result once for the same words. */
function remember<Words extends string[], Result>(make: (...words: Words) => Result): (...words: Words) => Result {
  const made = new Map<string, Result>();
  return (...words) => {
    const key = words.join(' ');
    const result = made.get(key) ?? make(...words);
    made.set(key, result);
    return result;
  };
}
