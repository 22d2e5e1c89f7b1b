import type { Language } from '../language.ts';
import { sayWeekday } from './day-words.ts';
import { WEEKDAYS, type WeeklyHours } from './terms.ts';

/** The words of opening hours, in one language. */
type HoursWords = {
  /** `from` and `to` are the first and the last of several weekdays. */
  days: (from: string, to: string) => string;
  /** From one instant of the week to another, without a break. */
  run: (from: string, to: string) => string;
  always: string;
  allDay: string;
  and: string;
  zone: (city: string) => string;
  /** Names of cities that are others than the zone's, which are English. */
  cities: Readonly<Record<string, string>>;
};

const WORDS: Readonly<Record<Language, HoursWords>> = {
  en: {
    days: (from, to) => `${from} to ${to}`,
    run: (from, to) => `${from} to ${to} without a break`,
    always: 'day and night, every day',
    allDay: 'all day',
    and: ' and ',
    zone: (city) => `${city} time`,
    cities: {},
  },
  it: {
    days: (from, to) => `da ${from} a ${to}`,
    run: (from, to) => `da ${from} a ${to} senza interruzione`,
    always: 'giorno e notte, tutti i giorni',
    allDay: 'tutto il giorno',
    and: ' e ',
    zone: (city) => `ora di ${city}`,
    cities: {
      Rome: 'Roma',
      London: 'Londra',
      Paris: 'Parigi',
      Berlin: 'Berlino',
      Lisbon: 'Lisbona',
      Athens: 'Atene',
      Brussels: 'Bruxelles',
      Dublin: 'Dublino',
      Warsaw: 'Varsavia',
      Prague: 'Praga',
      Stockholm: 'Stoccolma',
      Zurich: 'Zurigo',
      Moscow: 'Mosca',
    },
  },
};

/** An opening of a weekday, 0 is Monday, as it is written; it may end on a later one. */
type Opening = { day: number; open: string; close: string; lastDay: number };

/**
 * When a calendar is open, as people say it, in the zone it is read in: `Monday to Friday, 9:00–17:00, Rome time`. `timeZone` is an
 * IANA name.
 */
export function sayHours(hours: WeeklyHours, timeZone: string, language: Language): string {
  const said = sayOpenings(hours, language);
  return said === WORDS[language].always ? said : `${said}, ${sayZone(timeZone, WORDS[language])}`;
}

/** The same without a zone, for whoever reads it in their own. */
export function sayOpenings(hours: WeeklyHours, language: Language): string {
  const words = WORDS[language];
  const openings = joined(hours);
  const [first] = openings;
  if (first?.open === '00:00' && openings.length === 1 && first.lastDay - first.day === 6 && isMidnight(first.close)) {
    return words.always;
  }
  const dayName = (day: number) => sayWeekday(day, language);
  const runs = openings.filter(({ day, lastDay }) => lastDay > day);
  const daily = openings.filter(({ day, lastDay }) => lastDay === day);
  const parts = [
    ...dayGroups(daily).map(({ from, to, times }) => {
      const days = from === to ? dayName(from) : words.days(dayName(from), dayName(to));
      return `${days}, ${times.map((each) => sayTimes(each, words)).join(words.and)}`;
    }),
    ...runs.map(({ day, open, lastDay, close }) =>
      words.run(`${dayName(day)} ${short(open)}`, `${dayName(lastDay)} ${short(close)}`),
    ),
  ];
  return parts.join('; ');
}

/** The openings of a week in order; those that go on at midnight as one. */
function joined(hours: WeeklyHours): Opening[] {
  const openings: Opening[] = [];
  for (const [day, weekday] of WEEKDAYS.entries()) {
    for (const [open, close] of hours[weekday] ?? []) {
      const before = openings.at(-1);
      if (before && isMidnight(before.close) && open === '00:00' && before.lastDay === day - 1) {
        before.lastDay = day;
        before.close = close;
      } else openings.push({ day, open, close, lastDay: day });
    }
  }
  return openings;
}

/** Days in a row with the same openings. */
function dayGroups(openings: readonly Opening[]): { from: number; to: number; times: Opening[] }[] {
  const groups: { from: number; to: number; times: Opening[] }[] = [];
  const sameTimes = (one: readonly Opening[], other: readonly Opening[]) =>
    one.map(({ open, close }) => open + close).join() === other.map(({ open, close }) => open + close).join();
  for (const [day, times] of Map.groupBy(openings, (opening) => opening.day)) {
    const last = groups.at(-1);
    if (last && last.to === day - 1 && sameTimes(last.times, times)) last.to = day;
    else groups.push({ from: day, to: day, times });
  }
  return groups;
}

function sayTimes({ open, close }: Opening, words: HoursWords): string {
  return open === '00:00' && isMidnight(close) ? words.allDay : `${short(open)}–${short(close)}`;
}

/** `09:00` as people write it. */
const short = (time: string) => time.replace(/^0(?=\d)/, '');

const isMidnight = (time: string) => time === '24:00' || time === '00:00';

/** The city of a zone that has one: `Rome time`. */
function sayZone(timeZone: string, { zone, cities }: HoursWords): string {
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return timeZone.includes('/') && !timeZone.startsWith('Etc/') ? zone(cities[city] ?? city) : timeZone;
}
