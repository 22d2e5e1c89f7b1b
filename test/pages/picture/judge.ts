import type { Used } from '../../../functions/online-desk/pages/openings-picture.ts';
import type { Line } from './read-picture.ts';
import { type Bar, walked, wallOf } from './walked.ts';

const NAMES = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const DAY_MS = 86_400_000;

/** The day of each line, by its name, from the day of the request on; the last one of a line that stands for several. */
function daysOf(lines: readonly Line[], first: string): string[] {
  let day = Date.parse(first);
  return lines.map(({ name }, index) => {
    if (index > 0) day += DAY_MS;
    const nameOf = (at: number) => NAMES.format(at).replace(',', '');
    const [from, to = from] = name.split(' – ');
    if (nameOf(day) !== from) throw new Error(`${from} is no name of ${nameOf(day)}`);
    for (let days = 0; nameOf(day) !== to; days += 1) {
      if (days > 366) throw new Error(`no day is ${to}`);
      day += DAY_MS;
    }
    return new Date(day).toISOString().slice(0, 10);
  });
}

/** To the second, as the clock counts. */
export function exact({ day, from, to }: Bar): string {
  return `${day} ${Math.round(from * 60)}-${Math.round(to * 60)}`;
}

const pad = (number: number) => String(number).padStart(2, '0');

/** When something ended, by the clocks on the walls: a midnight is the end of the day before. */
export function endOf(instant: number, timeZone: string): { day: string; minute: number } {
  const [before, at] = [wallOf(instant - 1_000, timeZone), wallOf(instant, timeZone)];
  return before.day < at.day ? { day: before.day, minute: 1_440 } : at;
}

/** What is wrong with a picture of what a clock used. */
export function wrongIn(used: Used, lines: readonly Line[]): string[] {
  const start = wallOf(Date.parse(used.start), used.timeZone);
  const due = endOf(Date.parse(used.deadline), used.timeZone);
  const days = daysOf(lines, start.day);
  const bars = lines.flatMap((line, index) => line.bars.map((bar) => ({ day: days[index] ?? '', ...bar })));
  const [shown, counted] = [bars.map(exact).join(), walked(used).map(exact).join()];
  const seconds = Math.round(bars.reduce((sum, { from, to }) => sum + (to - from) * 60, 0));
  const wanted = used.openings.reduce((sum, opening) => sum + opening.seconds, 0);
  const astray = lines.flatMap(({ bars, drawn }) =>
    bars.filter(({ from, to }, index) => {
      const box = drawn[index];
      return !box || Math.abs(box.from - from) > 1 || Math.abs(box.to - to) > 1;
    }),
  );
  const marked = lines.map(({ received, due }) => [received, due]);
  const countsUntilDue = used.openings.at(-1)?.to === used.deadline;
  const time = `${pad(Math.floor(due.minute / 60))}:${pad(Math.floor(due.minute % 60))}`;
  const at = (minute: number) => Math.min(minute, 1432).toFixed(3);
  const named = lines
    .filter(({ said }) => said.includes('the holiday'))
    .map(({ said }) => /\d{4}-\d\d-\d\d/.exec(said)?.[0]);
  const free = used.holidays.filter(
    ({ date }) => date >= start.day && date <= due.day && !bars.some(({ day }) => day === date),
  );
  return [
    ...(shown === counted ? [] : [`it shows ${shown}, and ${counted} counts`]),
    ...(seconds === wanted ? [] : [`it shows ${seconds} s of ${wanted}`]),
    ...astray.map(({ from, to }) => `${from} to ${to} is drawn elsewhere`),
    ...(marked[0]?.[0]?.toFixed(3) === at(start.minute) ? [] : [`received at ${marked[0]?.[0]}, not ${start.minute}`]),
    ...(marked.at(-1)?.[1]?.toFixed(3) === at(due.minute) ? [] : [`due at ${marked.at(-1)?.[1]}, not ${due.minute}`]),
    ...(marked.flat().filter((mark) => mark !== null).length === 2 ? [] : ['it has other marks']),
    ...(named.join() ===
    free
      .map(({ date }) => date)
      .sort()
      .join()
      ? []
      : [`it names ${named}`]),
    ...(lines.at(-1)?.said.endsWith(`answer due ${time}`) ? [] : [`it says ${lines.at(-1)?.said}, not ${time}`]),
    ...(countsUntilDue && lines.at(-1)?.bars.length === 0 ? ['it is due on a day of which nothing counts'] : []),
    ...(days.at(-1) === due.day ? [] : [`it ends on ${days.at(-1)}`]),
  ];
}
