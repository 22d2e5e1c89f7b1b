import { deadline, elapsed } from '../../../shared/sla/deadline.ts';
import { compile, type ScheduleSpec } from '../../../shared/sla/schedule.ts';
import type { WeeklyHours } from '../../../shared/sla/terms.ts';

export const HOUR = 3_600_000;
/** Nine to five on all seven days. */
export const DAILY: WeeklyHours = week([['09:00', '17:00']]);

/** The same openings on all seven days. */
export function week(openings: [string, string][]): WeeklyHours {
  return Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, openings]));
}

/** The clock of a schedule of which only this matters; the rest is nine to five, daily, in Rome. */
export function clock(some: Partial<ScheduleSpec> = {}) {
  return compile({ hours: DAILY, timeZone: 'Europe/Rome', holidays: [], ...some });
}

/** The deadline; ISO in, ISO out, UTC. */
export function due(some: Partial<ScheduleSpec>, start: string, ms: number): string {
  return new Date(deadline(clock(some), Date.parse(start), ms)).toISOString().replace('.000Z', 'Z');
}

/** Open hours between two instants; ISO, UTC. */
export function open(some: Partial<ScheduleSpec>, start: string, end: string): number {
  return elapsed(clock(some), Date.parse(start), Date.parse(end)) / HOUR;
}
