import type { Language } from '../../../shared/language.ts';
import { type Html, html } from '../../../shared/mail/templates/html.ts';
import { DAY, dayOf } from '../../../shared/sla/local-date.ts';
import { offsetAt, offsetPieces } from '../../../shared/sla/zone.ts';
import { openTime } from '../../web/time.ts';
import { deskWords } from '../words/words.ts';

/** What a clock used: ISO instants in UTC, and local dates. */
export type Used = {
  start: string;
  deadline: string;
  openings: readonly { from: string; to: string; seconds: number }[];
  holidays: readonly { date: string; name?: string | undefined }[];
  timeZone: string;
};

/** A local day of the picture: bars in minutes since its midnight, as its clocks read. */
type Row = {
  /** Days since 1970-01-01; two where several closed ones are one row. */
  first: number;
  last: number;
  bars: { from: number; to: number }[];
  seconds: number;
  holiday?: { name?: string | undefined };
  receivedAt?: number;
  /** 1440 at the midnight that ends the day. */
  dueAt?: number;
};

const MINUTES_A_DAY = 1440;

/**
 * Why an answer is due when it is, as a picture: a line for each local day from the request to the deadline, with what of it counts as a bar
 * over its 24 hours. All that the bars show stands beside them in words, so it is read without colour, or without seeing it.
 */
export function openingsPicture(used: Used, language: Language): Html {
  const { picture } = deskWords(language).follow;
  return html`<figure class="picture">
<figcaption class="hidden">${picture.title}</figcaption>
<ol>${rowsOf(used).map((row) => line(row, used, language))}</ol>
<div class="hours num" aria-hidden="true"><span>0</span><span>6</span><span>12</span><span>18</span><span>24</span></div>
</figure>`;
}

function line(row: Row, { timeZone, start, deadline }: Used, language: Language): Html {
  const { picture } = deskWords(language).follow;
  const clock = new Intl.DateTimeFormat(deskWords(language).locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const said = [
    ...(row.holiday
      ? [picture.holiday(row.holiday.name)]
      : row.bars.length === 0
        ? [picture.closed]
        : [picture.counted(openTime(row.seconds, language))]),
    ...(row.receivedAt === undefined ? [] : [`${picture.received} ${clock.format(Date.parse(start))}`]),
    ...(row.dueAt === undefined
      ? []
      : [`${picture.due} ${row.dueAt === MINUTES_A_DAY ? '24:00' : clock.format(Date.parse(deadline))}`]),
  ];
  const mark = (kind: 'received' | 'due', at: number | undefined) =>
    at !== undefined && html`<rect class="${kind}" x="${Math.min(at, 1432)}" y="0" width="8" height="20"/>`;
  return html`<li><span class="day">${dayName(row, language)}</span> <span class="said">${said.join(' · ')}</span>
<svg viewBox="0 0 1440 20" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" x="0" y="4" width="1440" height="12"/>
${row.bars.map(({ from, to }) => html`<rect class="counts" x="${from}" y="4" width="${to - from}" height="12"/>`)}
${mark('received', row.receivedAt)}${mark('due', row.dueAt)}</svg></li>`;
}

function dayName({ first, last }: Row, language: Language): string {
  const format = new Intl.DateTimeFormat(deskWords(language).locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const name = (day: number) => format.format(day * DAY).replace(',', '');
  return first === last ? name(first) : `${name(first)} – ${name(last)}`;
}

/** The days from the request to the deadline; closed ones in a row are one line, but each holiday has its own. */
function rowsOf({ start, deadline, openings, holidays, timeZone }: Used): Row[] {
  const received = localOf(Date.parse(start), timeZone);
  const due = endOf(Date.parse(deadline), timeZone);
  const bars = openings.flatMap(({ from, to }) => barsOf(Date.parse(from), Date.parse(to), timeZone));
  const named = new Map(holidays.map(({ date, name }) => [dayOf(date), { name }]));
  const rows: Row[] = [];
  for (let day = received.day; day <= due.day; day += 1) {
    const own = bars.filter((bar) => bar.day === day);
    const holiday = named.get(day);
    const row: Row = {
      first: day,
      last: day,
      bars: own.map(({ from, to }) => ({ from, to })),
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
      ...(holiday && own.length === 0 && { holiday }),
      ...(day === received.day && { receivedAt: received.minute }),
      ...(day === due.day && { dueAt: due.minute }),
    };
    const before = rows.at(-1);
    if (before && isPlainlyClosed(before) && isPlainlyClosed(row)) before.last = day;
    else rows.push(row);
  }
  return rows;
}

function isPlainlyClosed({ bars, holiday, receivedAt, dueAt }: Row): boolean {
  return bars.length === 0 && holiday === undefined && receivedAt === undefined && dueAt === undefined;
}

/** An opening as bars of local days, cut where the clocks change and at midnight. */
function barsOf(from: number, to: number, timeZone: string) {
  const bars: { day: number; from: number; to: number; seconds: number }[] = [];
  for (const piece of offsetPieces(timeZone, from, to)) {
    for (let at = piece.from; at < piece.to; ) {
      const day = Math.floor((at + piece.offset) / DAY);
      const end = Math.min(piece.to, (day + 1) * DAY - piece.offset);
      const minute = (instant: number) => (instant + piece.offset - day * DAY) / 60_000;
      bars.push({ day, from: minute(at), to: minute(end), seconds: (end - at) / 1000 });
      at = end;
    }
  }
  return bars;
}

/** The local day and its minute at an instant. */
function localOf(instant: number, timeZone: string): { day: number; minute: number } {
  const local = instant + offsetAt(timeZone, instant);
  const day = Math.floor(local / DAY);
  return { day, minute: (local - day * DAY) / 60_000 };
}

/** The same of an instant that ends something: a midnight belongs to the day that it ends, on which the time counted. */
function endOf(instant: number, timeZone: string): { day: number; minute: number } {
  const [before, local] = [localOf(instant - 1, timeZone), localOf(instant, timeZone)];
  return before.day < local.day ? { day: before.day, minute: MINUTES_A_DAY } : local;
}
