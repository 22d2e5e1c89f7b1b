import { DateTime } from 'luxon';
import { duration } from '../../../shared/sla/why.ts';
import { formatTable } from '../table.ts';
import type { Explanation } from './explanation.ts';
import { showLocal } from './local-time.ts';

/** An explanation to read: the sentence, opening by opening with the holidays between, the answer, the levels. Local times. */
export function formatTrace(explained: Explanation): string {
  const { why, timeZone, start, deadline } = explained;
  const show = (instant: string) => showLocal(Date.parse(instant), timeZone);
  return [
    `${why}\n`,
    `received   ${show(start)}   ${start}\n`,
    formatTable(['OPEN FROM', 'TO', 'FOR', 'TOTAL'], rows(explained, show)),
    `answer by  ${show(deadline)}   ${deadline}\n`,
    formatTable(['LEVEL', 'AT', '', ''], levelRows(explained, show)),
  ].join('\n');
}

function rows({ openings, holidays, timeZone }: Explanation, show: (instant: string) => string): string[][] {
  const open = openings.map(({ from, to, seconds, total }) => ({
    date: DateTime.fromISO(from, { zone: timeZone }).toISODate() ?? '',
    cells: [show(from), show(to), duration(seconds), duration(total)],
  }));
  const closed = holidays.map(({ date, name = '' }) => ({
    date,
    cells: [`${weekdayOf(date)} ${date}`, `holiday${name && `: ${name}`}`, '', ''],
  }));
  return [...open, ...closed]
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .map(({ cells }) => cells);
}

function levelRows({ levels }: Explanation, show: (instant: string) => string): string[][] {
  return levels.map(({ name, share, at }) => [name, `${Math.round(share * 100)} %`, show(at), at]);
}

function weekdayOf(date: string): string {
  return DateTime.fromISO(date, { zone: 'utc', locale: 'en' }).toFormat('ccc');
}
