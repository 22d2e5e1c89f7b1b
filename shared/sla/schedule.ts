import { type Interval, subtract } from './intervals.ts';
import { dayOf, weekdayOf } from './local-date.ts';
import type { WeeklyHours } from './terms.ts';
import { type DayRule, Timeline } from './timeline.ts';
import { compileWeek, sameDay } from './week.ts';
import { checkTimeZone } from './zone.ts';

/** Part of a local date on which a calendar is closed, half-open: Christmas Eve from 12:00 to 24:00. */
export type Closure = { date: string; from: string; to: string };

/** When somebody is there, in one zone. */
export type ScheduleSpec = {
  hours: WeeklyHours;
  /** IANA zone. */
  timeZone: string;
  /** Local dates `YYYY-MM-DD` that are closed as a whole. */
  holidays: readonly string[];
  closures?: readonly Closure[];
};

/** A compiled schedule, for `deadline`, `elapsed` and `openings`. */
export type Schedule = Timeline;

/** A desk has a handful of calendars, zones and holiday lists; a year of one is some 10 kB. */
const CACHED = 256;
const cache = new Map<string, Schedule>();

/**
 * Compiles a schedule; equal ones give the same compiled object, while it is among the last used. Only the rules are checked
 * here, time is compiled when it is asked for. Throws `SlaError`: `invalid-hours`, `empty-week`, `unknown-time-zone`,
 * `invalid-date`. promise.md section 3.
 */
export function compile(spec: ScheduleSpec): Schedule {
  const key = JSON.stringify([spec.timeZone, spec.hours, spec.holidays, spec.closures]);
  const schedule = cache.get(key) ?? create(spec);
  // A Map keeps its keys by age: what is used goes to the end, and the first is the one to let go.
  cache.delete(key);
  cache.set(key, schedule);
  if (cache.size > CACHED) cache.delete(cache.keys().next().value as string);
  return schedule;
}

function create({ hours, timeZone, holidays, closures = [] }: ScheduleSpec): Schedule {
  checkTimeZone(timeZone);
  return new Timeline(timeZone, dayRule(hours, holidays, closures));
}

function dayRule(hours: WeeklyHours, holidays: readonly string[], closures: readonly Closure[]): DayRule {
  const week = compileWeek(hours);
  const closed = new Set(holidays.map(dayOf));
  const partly = Map.groupBy(closures, ({ date }) => dayOf(date));
  const holes = new Map([...partly].map(([day, list]) => [day, list.map(({ from, to }) => sameDay(from, to))]));
  return (day): readonly Interval[] => {
    if (closed.has(day)) return [];
    const openings = week[weekdayOf(day)] ?? [];
    const parts = holes.get(day);
    return parts === undefined ? openings : subtract(openings, parts);
  };
}
