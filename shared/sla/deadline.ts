import type { Schedule } from './schedule.ts';
import { SlaError } from './sla-error.ts';
import { HORIZON } from './timeline.ts';

/**
 * The earliest instant at or after `start` by which `target` milliseconds of open time have passed; a target that is used up
 * at closing time ends there, not at the next opening. A target of 0, which no promise has, gives the first open instant.
 * Instants in epoch milliseconds. Throws `SlaError`: `invalid-target`, `invalid-instant`, and `beyond-horizon` when a
 * century is not enough. promise.md section 3.
 */
export function deadline(schedule: Schedule, start: number, target: number): number {
  if (!(target >= 0 && Number.isSafeInteger(target))) {
    throw new SlaError('invalid-target', `A target is a whole number of milliseconds and not below 0, not ${target}`);
  }
  schedule.cover(start, start);
  for (;;) {
    const { starts, ends, before } = schedule;
    const first = firstAbove(ends, 0, start);
    if (first < ends.length) {
      const needed = at(before, first) + Math.max(0, start - at(starts, first)) + target;
      const last = firstAtLeast(before, first + 1, needed);
      if (last < before.length) return at(starts, last - 1) + needed - at(before, last - 1);
    }
    if (schedule.to - start > HORIZON) {
      throw new SlaError('beyond-horizon', 'This target is not reached within 100 years: are the holidays right?');
    }
    schedule.grow();
  }
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
  for (let index = firstAbove(ends, 0, start); index < ends.length && found.length < limit; index++) {
    if (at(starts, index) >= end) break;
    found.push({ from: Math.max(start, at(starts, index)), to: Math.min(end, at(ends, index)) });
  }
  return found;
}

/** Open time between the start of what is compiled and an instant within. */
function openBefore({ starts, ends, before }: Schedule, instant: number): number {
  const index = firstAbove(ends, 0, instant);
  return index === ends.length ? at(before, index) : at(before, index) + Math.max(0, instant - at(starts, index));
}

/** The first index at or after `low` whose entry is greater than `value`; the length when there is none. */
function firstAbove(sorted: Float64Array, low: number, value: number): number {
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(sorted, middle) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first index at or after `low` whose entry is at least `value`; the length when there is none. */
function firstAtLeast(sorted: Float64Array, low: number, value: number): number {
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(sorted, middle) >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** An entry that is known to be there. */
function at(entries: Float64Array, index: number): number {
  return entries[index] as number;
}
