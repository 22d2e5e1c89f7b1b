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
 * section 5). A ticket whose clock has stopped keeps it. `at` is when it changes (ISO, UTC).
 */
export function retime(
  ticket: Ticket,
  change: Partial<Pick<Ticket, 'priority' | 'terms'>>,
  settings: ClockSettings,
  at: string,
): Ticket {
  const changed = { ...ticket, ...change };
  if (ticket.state !== 'waiting') return changed;
  const clock = startClock(changed.terms, changed.priority, ticket.clock.start, settings, ticket.clock.version + 1);
  return onClock(changed, clock, at);
}

/** The ticket with no timer running. `at` is when it is stopped (ISO, UTC), here and below. */
export function stopTimer(ticket: Ticket, at: string): Ticket {
  return { ...ticket, timer: nextTimer(ticket, undefined, at) };
}

/** The timer of a new ticket: the first level. */
export function firstTimer(clock: Clock, at: string): Ticket['timer'] {
  return setTimer(1, clock.levels[0], at);
}

/** The timer of `ticket` set to another level, or to none: a new version, so that the one before counts no more. */
export function nextTimer(ticket: Ticket, level: Clock['levels'][number] | undefined, at: string): Ticket['timer'] {
  return setTimer(ticket.timer.version + 1, level, at);
}

/** The timer of a ticket whose clock runs on: the next level that this clock has not fired yet, with the original times. */
export function resumedTimer(ticket: Ticket, at: string): Ticket['timer'] {
  const { version, levels } = ticket.clock;
  const fired = ticket.escalations.filter(({ clock }) => clock === version).map(({ level }) => level);
  return nextTimer(ticket, levels[levels.findLastIndex(({ name }) => fired.includes(name)) + 1], at);
}

function setTimer(version: number, level: Clock['levels'][number] | undefined, setAt: string): Ticket['timer'] {
  return { version, next: level && { kind: 'ladder', level: level.name, at: level.at }, setAt, registered: false };
}

/** The ticket on another clock: its timer anew, and of the escalations of the clock before only those still under way. */
export function onClock(ticket: Ticket, clock: Clock, at: string): Ticket {
  const escalations = ticket.escalations.filter(({ notice }) => notice.state !== 'done');
  return { ...ticket, clock, escalations, timer: nextTimer(ticket, clock.levels[0], at) };
}

/** The ticket with a line more in its audit trail. */
export function audited(ticket: Ticket, entry: AuditEntry): Ticket {
  return { ...ticket, audit: [...ticket.audit, entry] };
}

/** The ticket with the newest public message noted; the same ticket when a newer one is known. */
export function withPublic(ticket: Ticket, message: Ticket['lastPublic']): Ticket {
  return message.at <= ticket.lastPublic.at ? ticket : { ...ticket, lastPublic: message };
}

/** Whether a first response at `at` (ISO, UTC) keeps the promise: met means no later than the deadline. */
export function isMet(clock: Clock, at: string): boolean {
  return Date.parse(at) <= Date.parse(clock.deadline);
}
