import { type SoldTerms, yearsWithoutHolidays } from '../customer/terms.ts';
import type { Settings } from '../settings.ts';
import { findCalendar } from '../sla/calendars.ts';
import { planFirstResponse } from '../sla/promise.ts';
import type { Priority } from '../sla/terms.ts';
import type { AuditEntry, Clock, Ticket } from './ticket.ts';

/** The settings that a clock depends on. */
export type ClockSettings = Pick<Settings, 'escalation' | 'calendars'>;

/** The clock of a first response that starts at `start` (ISO, UTC). promise.md sections 3 to 6. Throws `SlaError`. */
export function startClock(
  terms: SoldTerms,
  priority: Priority,
  start: string,
  { escalation, calendars = [] }: ClockSettings,
  version = 1,
): Clock {
  const plan = planFirstResponse(terms, priority, start, escalation.levels, calendars);
  const { deadline, targetSeconds, calendar, timeZone, why, openings, holidays, levels } = plan;
  const end = [deadline, ...levels.map(({ at }) => at)].reduce((latest, at) => (at > latest ? at : latest));
  const warnings = findCalendar(calendar, calendars).closesOnHolidays ? holidayWarnings(terms, start, end) : [];
  return { version, start, deadline, targetSeconds, calendar, timeZone, why, openings, holidays, warnings, levels };
}

function holidayWarnings(terms: SoldTerms, start: string, end: string): string[] {
  const years = yearsWithoutHolidays(terms, start, end);
  if (years.length === 0) return [];
  return [`the holidays of ${terms.holidayRegion} in ${years.join(', ')} are not known: they count as working days`];
}

/**
 * The ticket on new terms or a new priority: recomputed from the original start, the old timer void at once (promise.md
 * section 5). A ticket whose clock has stopped keeps it.
 */
export function retime(
  ticket: Ticket,
  change: Partial<Pick<Ticket, 'priority' | 'terms'>>,
  settings: ClockSettings,
): Ticket {
  const changed = { ...ticket, ...change };
  if (ticket.state !== 'waiting') return changed;
  const clock = startClock(changed.terms, changed.priority, ticket.clock.start, settings, ticket.clock.version + 1);
  return { ...changed, clock, timer: nextTimer(ticket, clock.levels[0]) };
}

/** The ticket with no timer running. */
export function stopTimer(ticket: Ticket): Ticket {
  return { ...ticket, timer: nextTimer(ticket, undefined) };
}

/** The timer of a new ticket: the first level. */
export function firstTimer(clock: Clock): Ticket['timer'] {
  return setTimer(1, clock.levels[0]);
}

/** The timer of `ticket` set to another level, or to none: a new version, so that the one before counts no more. */
export function nextTimer(ticket: Ticket, level: Clock['levels'][number] | undefined): Ticket['timer'] {
  return setTimer(ticket.timer.version + 1, level);
}

/** The timer of a ticket whose clock runs on: the next level that this clock has not fired yet, with the original times. */
export function resumedTimer(ticket: Ticket): Ticket['timer'] {
  const { version, levels } = ticket.clock;
  const fired = ticket.escalations.filter(({ clock }) => clock === version).map(({ level }) => level);
  return nextTimer(ticket, levels[levels.findLastIndex(({ name }) => fired.includes(name)) + 1]);
}

function setTimer(version: number, level: Clock['levels'][number] | undefined): Ticket['timer'] {
  return { version, next: level && { level: level.name, at: level.at }, registered: false };
}

/** The ticket with a line more in its audit trail. */
export function audited(ticket: Ticket, entry: AuditEntry): Ticket {
  return { ...ticket, audit: [...ticket.audit, entry] };
}

/** Whether a first response at `at` (ISO, UTC) keeps the promise: met means no later than the deadline. */
export function isMet(clock: Clock, at: string): boolean {
  return Date.parse(at) <= Date.parse(clock.deadline);
}
