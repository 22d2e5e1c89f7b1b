import { deadline, openings } from './deadline.ts';
import { instantOf, isoOf } from './instant.ts';
import { DAY } from './local-date.ts';
import type { Schedule } from './schedule.ts';

/** Whether a schedule is open at an instant, and when that ends or begins. ISO, UTC; `always`: no end within a month. */
export type OpenNow = { isOpen: true; until: string | 'always' } | { isOpen: false; opens: string };

/** A working-hours calendar changes within it; one that does not is always open. */
const LOOK_MS = 31 * DAY;

/**
 * Whether somebody is there at `now` (ISO, UTC), and until when; else when they are again. Openings that meet at midnight are one. Throws
 * `SlaError` (`beyond-horizon`) for a schedule that never opens.
 */
export function openNow(schedule: Schedule, now: string): OpenNow {
  const from = instantOf(now);
  const [first] = openings(schedule, from, from + LOOK_MS, 1);
  if (first?.from !== from) return { isOpen: false, opens: isoOf(deadline(schedule, from, 0)) };
  return { isOpen: true, until: first.to === from + LOOK_MS ? 'always' : isoOf(first.to) };
}
