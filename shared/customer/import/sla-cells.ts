import * as z from 'zod';
import { CALENDAR_NAMES } from '../../sla/calendars.ts';
import { regionOf } from '../../sla/holidays/region.ts';
import { SlaError } from '../../sla/sla-error.ts';
import { isTimeZone } from '../../sla/zone.ts';
import { said, wordCell } from './cells.ts';

/** Cells of what was sold: the words of the clock. Messages say what is wrong, and the mend. */

/** Longer than any first response that somebody would sell, in seconds: `shared/customer/terms.ts` builds on it. */
const LONGEST_TARGET = 1000 * 3600;

/** The name of a calendar: of promise.md section 3, or one that the admin `declared`. */
export function calendarCell(declared: readonly { name: string }[] = []): z.ZodType<string, string> {
  return wordCell([...CALENDAR_NAMES, ...declared.map(({ name }) => name)], 'calendar');
}

/** Says that a customer has no region: the dates in the file are all its holidays. */
export const NO_REGION = 'none';

/** A region of the holiday table, in the table's own spelling; `none`; or nothing. */
export const regionOrNoneCell = z.string().transform((text, ctx) => {
  if (text === '' || text.toLowerCase() === NO_REGION) return text.toLowerCase();
  try {
    return regionOf(text);
  } catch (error) {
    if (!(error instanceof SlaError)) throw error;
    ctx.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

/** A first-response target as `2h`, `30min` or `1h30`; in seconds of open time. */
export const targetCell = z.string().transform((text, ctx) => {
  const seconds = toSeconds(text);
  if (seconds !== undefined && seconds > 0 && seconds <= LONGEST_TARGET) return seconds;
  const why = seconds === undefined ? 'is no length of time' : seconds > 0 ? 'is too long' : 'is no time at all';
  const mend = `use one like 2h, 30min or 1h30, up to ${LONGEST_TARGET / 3600}h`;
  ctx.addIssue({ code: 'custom', message: `${said(text)} ${why}; ${mend}` });
  return z.NEVER;
});

/** An IANA zone, in the database's own spelling. */
export const zoneCell = z.string().transform((text, ctx) => {
  const zones = Intl.supportedValuesOf('timeZone');
  const wanted = text.toLowerCase().replace(/\s+/g, '_');
  const zone = zones.find((name) => name.toLowerCase() === wanted);
  if (zone !== undefined) return zone;
  // Aliases (Europe/Kiev) and UTC are in no list.
  if (isTimeZone(text)) return text;
  const close = zones.find((name) => name.toLowerCase().endsWith(`/${wanted}`));
  ctx.addIssue({ code: 'custom', message: `${said(text)} is no time zone; use ${close ?? 'one like Europe/Rome'}` });
  return z.NEVER;
});

/** A local date `YYYY-MM-DD` that the calendar has. */
export const dateCell = z.iso.date({
  error: ({ input }) => `${said(input)} is no date; use ${isoOf(String(input)) ?? 'one like 2026-12-25'}`,
});

/** `2h`, `1.5 h`, `30min`, `1h30`, `1 h 30 min`; undefined for all else, a bare number included: of what would it be? */
function toSeconds(text: string): number | undefined {
  const [all, hours, minutes, alone] =
    /^(?:(\d+(?:[.,]\d+)?) ?h(?:ours?)?(?: ?([0-5]?\d) ?(?:m|min)?)?|(\d+) ?(?:m|min|minutes?))$/i.exec(text.trim()) ??
    [];
  if (all === undefined) return undefined;
  const inMinutes = Number((hours ?? '0').replace(',', '.')) * 60 + Number(minutes ?? 0) + Number(alone ?? 0);
  return Math.round(inMinutes * 60);
}

/** A date as an Italian spreadsheet writes it, 25/12/2026. */
function isoOf(text: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text) ?? [];
  if (day === undefined || month === undefined) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return z.iso.date().safeParse(date).success ? date : undefined;
}
