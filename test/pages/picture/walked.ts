import type { Used } from '../../../functions/online-desk/pages/openings-picture.ts';

/** What counts of a local day, by the clocks on its walls; minutes since its midnight. Days as `2026-11-30`. */
export type Bar = { day: string; from: number; to: number };

const QUARTER_MS = 15 * 60_000;

/** Day and minute that the clocks on the walls of a zone show, by the browser's own time zones and not by the desk's. */
export function wallOf(instant: number, timeZone: string): { day: string; minute: number } {
  const parts = formatOf(timeZone).formatToParts(instant);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const minute = Number(of('hour')) * 60 + Number(of('minute')) + Number(of('second')) / 60;
  return { day: `${of('year')}-${of('month')}-${of('day')}`, minute };
}

/**
 * The bars that a clock's openings are, by walking them a quarter of an hour at a time: clocks change, and days begin, at no other times of
 * the hour. What goes on where it was is one bar.
 */
export function walked({ openings, timeZone }: Pick<Used, 'openings' | 'timeZone'>): Bar[] {
  const bars: Bar[] = [];
  for (const { from, to } of openings) {
    let isNew = true;
    for (let at = Date.parse(from); at < Date.parse(to); isNew = false) {
      const next = Math.min(Date.parse(to), (Math.floor(at / QUARTER_MS) + 1) * QUARTER_MS);
      const { day, minute } = wallOf(at, timeZone);
      const last = bars.at(-1);
      const end = minute + (next - at) / 60_000;
      if (last && !isNew && last.day === day && Math.abs(last.to - minute) < 0.001) last.to = end;
      else bars.push({ day, from: minute, to: end });
      at = next;
    }
  }
  return bars;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const two = '2-digit' as const;
  const parts = { year: 'numeric' as const, month: two, day: two, hour: two, minute: two, second: two };
  const made = new Intl.DateTimeFormat('en-GB', { ...parts, hourCycle: 'h23', timeZone });
  formats.set(timeZone, made);
  return made;
}
