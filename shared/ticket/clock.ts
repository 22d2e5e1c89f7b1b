import type { Settings } from '../settings.ts';
import { planFirstResponse } from '../sla/promise.ts';
import type { Priority, Terms } from '../sla/terms.ts';
import type { AuditEntry, Clock, Ticket } from './ticket.ts';

/** The clock of a first response that starts at `start` (ISO, UTC). promise.md sections 3 to 6. */
export function startClock(
  terms: Terms,
  priority: Priority,
  start: string,
  levels: Settings['escalation']['levels'],
  version = 1,
): Clock {
  const {
    deadline,
    targetSeconds,
    calendar,
    timeZone,
    why,
    openings,
    levels: due,
  } = planFirstResponse(terms, priority, start, levels);
  return { version, start, deadline, targetSeconds, calendar, timeZone, why, openings, levels: due };
}

/**
 * The ticket on new terms or a new priority: recomputed from the original start, the old timer void at once (promise.md
 * section 5). A ticket whose clock has stopped keeps it.
 */
export function retime(
  ticket: Ticket,
  change: Partial<Pick<Ticket, 'priority' | 'terms'>>,
  levels: Settings['escalation']['levels'],
): Ticket {
  const changed = { ...ticket, ...change };
  if (ticket.state !== 'waiting') return changed;
  const clock = startClock(changed.terms, changed.priority, ticket.clock.start, levels, ticket.clock.version + 1);
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
