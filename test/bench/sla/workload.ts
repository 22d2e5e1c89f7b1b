import type { WeeklyHours } from '../../../shared/sla/terms.ts';

/** Monday to Friday from 9 to 17: the calendar `global`, and what both peers have when nobody says otherwise. */
export const HOURS: WeeklyHours = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]),
);

const HOUR = 3_600_000;
/** Those of the price page that run in working hours: Basic 1 to 4, Premium 3 and 4 (promise.md section 1). */
const TARGETS = [2, 12, 24, 24, 4, 12].map((hours) => hours * HOUR);

/** Starts (epoch ms) and targets (ms of open time), pair by pair. */
export type Workload = { starts: Float64Array; targets: Float64Array };

/** Requests at any hour of 2026, the same in each run, at whole multiples of `grain` ms. */
export function workload(count: number, grain: number): Workload {
  const next = random();
  const from = Date.UTC(2026, 0);
  const span = Date.UTC(2027, 0) - from;
  const starts = Float64Array.from({ length: count }, () => from + Math.floor((next() * span) / grain) * grain);
  const targets = Float64Array.from({ length: count }, () => TARGETS[Math.floor(next() * TARGETS.length)] as number);
  return { starts, targets };
}

/** Numbers from 0 to 1, the same in each run. */
function random(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
}
