import * as z from 'zod';
import { CALENDAR_NAMES } from '../sla/calendars.ts';
import { SlaError } from '../sla/sla-error.ts';
import { checkTimeZone } from '../sla/zone.ts';
import { quote } from './csv.ts';

/** Cells that the files of customers and of agents share. Messages are what an admin reads: what is wrong, and the mend. */

/** A short stable key, `[a-z0-9-]`, at most `longest` characters. */
export function idCell(longest: number): z.ZodType<string, string> {
  return z.string().regex(new RegExp(`^[a-z0-9-]{1,${longest}}$`), {
    error: ({ input }) => `${said(input)} is no id; use 1 to ${longest} of a-z, 0-9 and -`,
  });
}

/** A name on one line. */
export const nameCell = z
  .string()
  .transform((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim())
  .pipe(z.string().min(1, 'is empty; give a name').max(200, 'is longer than 200 characters; shorten it'));

/** One word of a list, in any case; `noun` names what the list holds. */
export function wordCell<const T extends readonly string[]>(words: T, noun: string): z.ZodType<T[number], string> {
  return z
    .string()
    .toLowerCase()
    .pipe(z.enum(words, { error: ({ input }) => `${said(input)} is no ${noun}; use ${or(words)}` }));
}

/** The name of a calendar that promise.md section 3 has. */
export const calendarCell = wordCell(CALENDAR_NAMES, 'calendar');

/** An IANA zone, in the database's own spelling. */
export const zoneCell = z.string().transform((text, ctx) => {
  const zones = Intl.supportedValuesOf('timeZone');
  const wanted = text.toLowerCase().replace(/\s+/g, '_');
  const zone = zones.find((name) => name.toLowerCase() === wanted);
  if (zone !== undefined) return zone;
  // Aliases (Europe/Kiev) and UTC are in no list.
  if (isZone(text)) return text;
  const close = zones.find((name) => name.toLowerCase().endsWith(`/${wanted}`));
  ctx.addIssue({ code: 'custom', message: `${said(text)} is no time zone; use ${close ?? 'one like Europe/Rome'}` });
  return z.NEVER;
});

/** A local date `YYYY-MM-DD` that the calendar has. */
export const dateCell = z.iso.date({
  error: ({ input }) => `${said(input)} is no date; use ${isoOf(String(input)) ?? 'one like 2026-12-25'}`,
});

/** What was in the cell, for an error. */
function said(input: unknown): string {
  return input === '' ? 'nothing' : quote(String(input));
}

/** `a, b or c`. */
function or(words: readonly string[]): string {
  return words.join(', ').replace(/, ([^,]*)$/, ' or $1');
}

function isZone(text: string): boolean {
  try {
    checkTimeZone(text);
    return true;
  } catch (error) {
    if (error instanceof SlaError) return false;
    throw error;
  }
}

/** A date as an Italian spreadsheet writes it, 25/12/2026. */
function isoOf(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) ?? [];
  if (day === undefined || month === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return z.iso.date().safeParse(date).success ? date : undefined;
}
