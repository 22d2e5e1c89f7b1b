const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAY = 86_400_000;

/** Where a date goes that falls on a weekday, by that weekday: `the following Monday`. Without a word it stays. */
export type Moves = Readonly<Record<string, string>>;

/** Midnight in UTC (epoch ms) of a day of a year: `July 4`, `last Monday in May`, `Monday before May 25`, `Good Friday`. */
export function momentIn(day: string, year: number): number {
  const feast = { 'Mardi Gras': -47, 'Good Friday': -2, 'Easter Monday': 1, 'Whit Monday': 50 }[day];
  if (feast !== undefined) return easter(year) + feast * DAY;
  const [, after, nth, weekday, month] = /^(?:(\w+) after the )?(\w+) (\w+day) in (\w+)$/.exec(day) ?? [];
  if (weekday) {
    const ms = nthOf(String(nth), weekday, year, monthOf(month));
    return after ? toward(ms, 1, after) : ms;
  }
  const [, before, inMonth, date] = /^(?:(\w+) before )?([A-Z][a-z]+) (\d+)$/.exec(day) ?? [];
  const ms = Date.UTC(year, monthOf(inMonth), Number(date));
  return before ? toward(ms, -1, before) : ms;
}

/** Where a day (epoch ms) goes. */
export function movedBy(moves: Moves, ms: number): number {
  const where = moves[weekdayOf(ms)];
  if (where === undefined) return ms;
  const [, direction, weekday] = /^the (preceding|following) (\w+day)$/.exec(where) ?? [];
  return toward(ms, direction === 'following' ? 1 : -1, String(weekday));
}

function nthOf(nth: string, weekday: string, year: number, month: number): number {
  if (nth === 'last') return toward(Date.UTC(year, month + 1, 1), -1, weekday);
  const weeks = ['first', 'second', 'third', 'fourth'].indexOf(nth);
  if (weeks < 0) throw new Error(`there is no ${nth} ${weekday}`);
  return toward(Date.UTC(year, month, 0), 1, weekday) + weeks * 7 * DAY;
}

/** The nearest such weekday before or after a day, never the day itself. */
function toward(ms: number, step: 1 | -1, weekday: string): number {
  if (!WEEKDAYS.includes(weekday)) throw new Error(`${weekday} is no weekday`);
  let day = ms + step * DAY;
  while (weekdayOf(day) !== weekday) day += step * DAY;
  return day;
}

/** Easter Sunday of the Gregorian calendar: Spencer Jones, General Astronomy (1922). */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return Date.UTC(year, month - 1, (h + l - 7 * m + 33 * month + 19) % 32);
}

function monthOf(name: string | undefined): number {
  const month = MONTHS.indexOf(String(name));
  if (month < 0) throw new Error(`${name} is no month`);
  return month;
}

function weekdayOf(ms: number): string {
  return String(WEEKDAYS[new Date(ms).getUTCDay()]);
}
