import { type Calendar, findCalendar } from './calendars.ts';
import { deadline, openings } from './deadline.ts';
import { holidaysOnTheWay, type NamedDate } from './holidays/on-the-way.ts';
import { instantOf, isoOf } from './instant.ts';
import { compile, type Schedule } from './schedule.ts';
import { clockCalendar, targetSeconds } from './targets.ts';
import type { Plan, Priority, Terms } from './terms.ts';
import { explain, isQuoted } from './why.ts';

/** A level of the escalation ladder: its share of the response time (promise.md section 6). */
export type LevelShare = { name: string; share: number };

/** A promised first response. Instants are ISO in UTC with milliseconds. */
export type FirstResponsePlan = {
  priority: Priority;
  plan: Plan;
  /** Response time in seconds of open time. */
  targetSeconds: number;
  /** The calendar this clock runs on. */
  calendar: string;
  timeZone: string;
  start: string;
  deadline: string;
  /** When each level falls due, on the same clock as the target. */
  levels: { name: string; at: string }[];
  /** How the target is used up, opening by opening; the first dozen. */
  openings: { from: string; to: string; seconds: number }[];
  /** Local dates before the deadline that are holidays and would have been open. */
  holidays: NamedDate[];
  /** One English sentence. */
  why: string;
};

/** A ticket keeps these: the longest target of the page, 24 h, takes four. */
const OPENINGS_KEPT = 12;

/**
 * When the first response to a request is owed, and when its escalation levels fall due; `promise.md` sections 1 to 6.
 *
 * `start` is the instant the request reached the desk, ISO with `Z` or an offset; `calendars` are those the admin declared.
 * Throws `SlaError`: a calendar, zone, date, target or instant that is none.
 */
export function planFirstResponse(
  terms: Terms,
  priority: Priority,
  start: string,
  levels: readonly LevelShare[],
  calendars: readonly Calendar[] = [],
): FirstResponsePlan {
  const calendar = findCalendar(clockCalendar(terms, priority), calendars);
  const seconds = targetSeconds(terms, priority);
  const schedule = clockSchedule(terms, calendar);
  const from = instantOf(start);
  const due = deadline(schedule, from, milliseconds(seconds));
  const { plan, timeZone } = terms;
  const holidays = holidaysOnTheWay(terms, calendar, from, due);
  const quoted = isQuoted(terms, priority);
  return {
    priority,
    plan,
    targetSeconds: seconds,
    calendar: calendar.name,
    timeZone,
    start: isoOf(from),
    deadline: isoOf(due),
    levels: levels.map(({ name, share }) => ({
      name,
      at: isoOf(deadline(schedule, from, milliseconds(seconds * share))),
    })),
    openings: openings(schedule, from, due, OPENINGS_KEPT).map(({ from, to }) => ({
      from: isoOf(from),
      to: isoOf(to),
      seconds: (to - from) / 1000,
    })),
    holidays,
    why: explain({ plan, priority, seconds, calendar: calendar.name, timeZone, quoted, holidays, from, due }),
  };
}

/**
 * When so many seconds of open time have passed since `start` (ISO, UTC) on the clock of a priority; ISO in UTC. Throws `SlaError` as
 * `planFirstResponse`.
 */
export function dueOnClock(
  terms: Terms,
  priority: Priority,
  start: string,
  seconds: number,
  calendars: readonly Calendar[] = [],
): string {
  const calendar = findCalendar(clockCalendar(terms, priority), calendars);
  return isoOf(deadline(clockSchedule(terms, calendar), instantOf(start), milliseconds(seconds)));
}

/** The schedule of a calendar for a customer: their zone, and their holidays if the calendar closes on them. */
export function clockSchedule(
  { timeZone, holidays }: Pick<Terms, 'timeZone' | 'holidays'>,
  calendar: Calendar,
): Schedule {
  const { hours, closesOnHolidays, closures } = calendar;
  return compile({ hours, timeZone, holidays: closesOnHolidays ? holidays : [], ...(closures && { closures }) });
}

/** Whole milliseconds, at least one: a share of a target must not vanish by rounding. */
function milliseconds(seconds: number): number {
  return Math.max(1, Math.round(seconds * 1000));
}
