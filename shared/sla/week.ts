import { type Interval, merge } from './intervals.ts';
import { DAY } from './local-date.ts';
import { SlaError } from './sla-error.ts';
import { WEEKDAYS, type WeeklyHours } from './terms.ts';

/** Openings of each weekday, Monday first, in milliseconds since the local midnight. */
export type Week = readonly (readonly Interval[])[];

/**
 * The openings of a week, merged where they overlap and cut at midnight where they run overnight, so that a holiday closes
 * its own date only. Refuses times that are none (`invalid-hours`) and a week that never opens (`empty-week`);
 * promise.md section 3.
 */
export function compileWeek(hours: WeeklyHours): Week {
  const week: Interval[][] = WEEKDAYS.map(() => []);
  for (const [index, weekday] of WEEKDAYS.entries()) {
    for (const [open, close] of hours[weekday] ?? []) {
      for (const [later, interval] of splitAtMidnight(open, close).entries()) week[(index + later) % 7]?.push(interval);
    }
  }
  if (week.every((day) => day.length === 0)) {
    throw new SlaError('empty-week', 'These hours never open: give at least one opening in the week');
  }
  return week.map(merge);
}

/** An opening or closure within one date: `close` is after `open`, and may be `24:00`. Refuses others (`invalid-hours`). */
export function sameDay(open: string, close: string): Interval {
  const interval: Interval = [timeOfDay(open), timeOfDay(close)];
  if (interval[0] >= interval[1]) {
    throw new SlaError(
      'invalid-hours',
      `${open} to ${close} is no part of one day: the end must be later than the start`,
    );
  }
  return interval;
}

function splitAtMidnight(open: string, close: string): Interval[] {
  const from = timeOfDay(open);
  const to = timeOfDay(close);
  if (from === DAY || from === to) {
    throw new SlaError('invalid-hours', `An opening from ${open} to ${close} is empty; a whole day is 00:00 to 24:00`);
  }
  if (from < to) return [[from, to]];
  return to === 0
    ? [[from, DAY]]
    : [
        [from, DAY],
        [0, to],
      ];
}

function timeOfDay(text: string): number {
  const [, hour, minute, second] = /^(\d\d):([0-5]\d)(?::([0-5]\d))?$/.exec(text) ?? [];
  const ms = (Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0)) * 1000;
  if (!(ms <= DAY)) {
    throw new SlaError(
      'invalid-hours',
      `${JSON.stringify(text)} is not a time from 00:00 to 24:00, like 09:00 or 17:30:00`,
    );
  }
  return ms;
}
