import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Moves, momentIn, movedBy } from './words.ts';

const movesSchema = z.record(z.string(), z.string()).or(z.literal('stays').transform((): Moves => ({})));
const lawSchema = z.strictObject({
  region: z.string(),
  law: z.string().min(1),
  page: z.url(),
  read: z.iso.date(),
  Saturday: z.string().optional(),
  Sunday: z.string().optional(),
  days: z.array(z.string().or(z.record(z.string(), movesSchema))),
});
type Law = z.infer<typeof lawSchema>;

/** The laws of a file beside this one. */
export function lawsIn(name: string): Law[] {
  return z.array(lawSchema).parse(parse(readFileSync(new URL(`${name}.yaml`, import.meta.url), 'utf8')));
}

/**
 * Dates of a law's days from the first day of one year to the last of another, in order. It reads the law's words by itself, so that a
 * rule that is wrong in `infra/holidays/law/`, or read wrongly there, shows.
 */
export function datesOf({ days, Saturday, Sunday }: Law, first: number, last: number): string[] {
  const weekend = { ...(Saturday && { Saturday }), ...(Sunday && { Sunday }) };
  // A year more: New Year's Day may be kept in the old year.
  const years = Array.from({ length: last - first + 2 }, (_, index) => first + index);
  const dates = days
    .flatMap((day): [string, Moves][] => (typeof day === 'string' ? [[day, weekend]] : Object.entries(day)))
    .flatMap(([words, moves]) => years.flatMap((year) => dateIn(words, moves, year)));
  return [...new Set(dates)].filter((date) => first <= yearOf(date) && yearOf(date) <= last).sort();
}

/** `Election Day of even years`, `October 4 since 2026`, `January 20 of 2025 and every fourth year`: none in the other years. */
function dateIn(words: string, moves: Moves, year: number): string[] {
  const [, day = words, since, even, from, every] =
    /^(.+?)(?: since (\d+)| of (even years)| of (\d+)( and every fourth year)?)?$/.exec(words) ?? [];
  if (since && year < Number(since)) return [];
  if (even && year % 2 !== 0) return [];
  if (from && (every ? (year - Number(from)) % 4 !== 0 : year !== Number(from))) return [];
  const ms = momentIn(day, year);
  const isFixed = /^[A-Z][a-z]+ \d+$/.test(day);
  return [new Date(isFixed ? movedBy(moves, ms) : ms).toISOString().slice(0, 10)];
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}
