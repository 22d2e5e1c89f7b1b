import type { Schedule } from './schedule.ts';
import { SlaError } from './sla-error.ts';
import { HORIZON } from './timeline.ts';

/** Segments looked at one by one before the rest is searched by halves: 24 h of the page's calendars take four. */
const NEAR = 8;

/**
 * The earliest instant at or after `start` by which `target` milliseconds of open time have passed; a target that is used up
 * at closing time ends there, not at the next opening. A target of 0, which no promise has, gives the first open instant.
 * Instants in epoch milliseconds. Throws `SlaError`: `invalid-target`, `invalid-instant`, and `beyond-horizon` when a
 * century is not enough. promise.md section 3.
 */
export function deadline(schedule: Schedule, start: number, target: number): number {
  if (!(target >= 0 && Number.isSafeInteger(target))) throw invalidTarget(target);
  schedule.cover(start, start);
  for (;;) {
    const due = dueWithin(schedule, start, target);
    if (!Number.isNaN(due)) return due;
    if (schedule.to - start > HORIZON) throw beyondHorizon();
    schedule.grow();
  }
}

/** The deadline if it lies within what is compiled, else NaN. */
function dueWithin(schedule: Schedule, start: number, target: number): number {
  const { starts, before } = schedule;
  const first = schedule.segmentAt(start);
  if (first === starts.length) return Number.NaN;
  const needed = at(before, first) + Math.max(0, start - at(starts, first)) + target;
  if (needed > at(before, starts.length)) return Number.NaN;
  const last = lastBelow(before, first, needed);
  return at(starts, last) + needed - at(before, last);
}

/**
 * Open time in [start, end), in milliseconds; 0 when reversed. Instants in epoch milliseconds. Throws `SlaError`:
 * `invalid-instant`, and `beyond-horizon` for more than a century. promise.md section 3.
 */
export function elapsed(schedule: Schedule, start: number, end: number): number {
  if (end <= start) return 0;
  schedule.cover(start, end);
  return openBefore(schedule, end) - openBefore(schedule, start);
}

/** An unbroken stretch of open time, in epoch milliseconds. */
export type Opening = { from: number; to: number };

/** What is open in [start, end), in order, at most `limit` stretches. Instants in epoch milliseconds. Throws as `elapsed`. */
export function openings(schedule: Schedule, start: number, end: number, limit: number): Opening[] {
  if (end <= start) return [];
  schedule.cover(start, end);
  const { starts, ends } = schedule;
  const found: Opening[] = [];
  for (let index = schedule.segmentAt(start); index < ends.length && found.length < limit; index++) {
    if (at(starts, index) >= end) break;
    found.push({ from: Math.max(start, at(starts, index)), to: Math.min(end, at(ends, index)) });
  }
  return found;
}

/** Open time between the start of what is compiled and an instant within. */
function openBefore(schedule: Schedule, instant: number): number {
  const { starts, before } = schedule;
  const index = schedule.segmentAt(instant);
  const open = at(before, index);
  return index === starts.length ? open : open + Math.max(0, instant - at(starts, index));
}

/** The last index whose entry is below `value`, not before `from`. A target takes few segments: the next ones are tried first. */
function lastBelow(sorted: Float64Array, from: number, value: number): number {
  let low = from;
  while (low < from + NEAR && at(sorted, low + 1) < value) low++;
  return low < from + NEAR ? low : searchLastBelow(sorted, low, value);
}

function searchLastBelow(sorted: Float64Array, from: number, value: number): number {
  let low = from;
  let high = sorted.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (at(sorted, middle) < value) low = middle;
    else high = middle;
  }
  return low;
}

/** An entry that is known to be there. */
function at(entries: Float64Array, index: number): number {
  return entries[index] as number;
}

// Errors are made outside `deadline`, which stays so small that the compiler puts it into its callers' loops.

function invalidTarget(target: number): SlaError {
  return new SlaError('invalid-target', `A target is a whole number of milliseconds and not below 0, not ${target}`);
}

function beyondHorizon(): SlaError {
  return new SlaError('beyond-horizon', 'This target is not reached within 100 years: are the holidays right?');
}
