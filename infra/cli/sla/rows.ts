import * as z from 'zod';
import { findCalendar } from '../../../shared/sla/calendars.ts';
import { deadline, elapsed } from '../../../shared/sla/deadline.ts';
import { instantOf } from '../../../shared/sla/instant.ts';
import { clockSchedule } from '../../../shared/sla/promise.ts';
import { compile, type Schedule } from '../../../shared/sla/schedule.ts';
import { clockCalendar, targetSeconds } from '../../../shared/sla/targets.ts';
import { PLANS, PRIORITIES, WEEKDAYS } from '../../../shared/sla/terms.ts';
import { deskDefaults } from './defaults.ts';
import { closedDates, type HolidayList, readHolidays, unknownHolidays } from './holidays.ts';

const opening = z.tuple([z.string(), z.string()]);
const holidays = z
  .union([z.string().transform((text) => text.split(',')), z.array(z.string())], {
    error: 'expected a region or a list of dates',
  })
  .default([]);
const hours = z.strictObject(Object.fromEntries(WEEKDAYS.map((day) => [day, z.array(opening).optional()])));

const byHours = z.object({ start: z.string(), seconds: z.number().min(0), hours, timeZone: z.string(), holidays });
const byPlan = z.object({
  start: z.string(),
  plan: z.enum(PLANS),
  priority: z.union(
    PRIORITIES.map((priority) => z.literal(priority)),
    { error: 'expected 1, 2, 3 or 4' },
  ),
  calendar: z.string().optional(),
  timeZone: z.string().optional(),
  holidays,
});
const span = z.object({ start: z.string(), end: z.string(), hours, timeZone: z.string(), holidays });
const hasHours = z.object({ hours: z.unknown().refine((value) => value !== undefined) });

/** A row of `sla deadline`: hours and seconds, or what was sold. Throws `ZodError` or `SlaError`, which name what is wrong. */
export function deadlineRow(row: unknown): { deadline: string; warning?: string } {
  const { start, schedule, seconds, closed } = hasHours.safeParse(row).success ? plainTarget(row) : soldTarget(row);
  const from = instantOf(start);
  const due = deadline(schedule, from, Math.round(seconds * 1000));
  const warning = closed && unknownHolidays(closed, from, due);
  return { deadline: utc(due), ...(warning && { warning }) };
}

/** A row of `sla elapsed`. Throws as `deadlineRow`. */
export function elapsedRow(row: unknown): { seconds: number; warning?: string } {
  const { start, end, hours, timeZone, holidays } = span.parse(row);
  const closed = readHolidays(holidays);
  const [from, to] = [instantOf(start), instantOf(end)];
  const schedule = compile({ hours, timeZone, holidays: closedDates(closed) });
  const warning = unknownHolidays(closed, from, to);
  return { seconds: elapsed(schedule, from, to) / 1000, ...(warning && { warning }) };
}

/** `closed` is there when the clock stops on holidays. */
type Target = { start: string; seconds: number; schedule: Schedule; closed?: HolidayList | undefined };

function plainTarget(row: unknown): Target {
  const { start, seconds, hours, timeZone, holidays } = byHours.parse(row);
  const closed = readHolidays(holidays);
  return {
    start,
    seconds,
    closed,
    schedule: compile({ hours, timeZone, holidays: closedDates(closed) }),
  };
}

function soldTarget(row: unknown): Target {
  const { start, plan, priority, calendar, timeZone, holidays } = byPlan.parse(row);
  const { defaults, calendars } = deskDefaults();
  const closed = readHolidays(holidays);
  const clock = findCalendar(clockCalendar({ plan, calendar: calendar ?? defaults.calendar }, priority), calendars);
  return {
    start,
    seconds: targetSeconds({ plan }, priority),
    closed: clock.closesOnHolidays ? closed : undefined,
    schedule: clockSchedule({ timeZone: timeZone ?? defaults.timeZone, holidays: closedDates(closed) }, clock),
  };
}

/** As rows write it: milliseconds only where there are any. */
function utc(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
