import { isDeepStrictEqual } from 'node:util';
import type { Customer } from '../customer/customer.ts';
import type { Settings } from '../settings.ts';
import { clockCalendar, targetSeconds } from '../sla/targets.ts';
import { audited, countedFor, earliestClock, isCounted, onClock, resumedTimer, withPassed } from './clock.ts';
import { plannedClock } from './first-clock.ts';
import type { Clock, Ticket } from './ticket.ts';

/** What holds of a ticket today: its customer's record, undefined when there is none, and the settings. */
export type Today = { customer: Customer | undefined; settings: Settings };

/**
 * The ticket up to date at `at` (ISO, UTC); itself when that changes nothing, when it waits no more, when its customer's record is gone, and
 * when it would lengthen what it took over from a duplicate (docs/promise.md section 5).
 */
export function recomputed(
  { customer, settings }: Today,
  ticket: Ticket,
  at: string,
): { changed: Ticket; problem?: string } {
  if (ticket.state !== 'waiting' || (ticket.customer && !customer)) return { changed: ticket };
  const { version } = ticket.clock;
  const { terms, clock, problem } = plannedClock(
    settings,
    customer,
    countedFor(ticket),
    version + 1,
    ticket.agreedPlan,
  );
  if (problem !== undefined) return { changed: ticket, problem };
  // What a duplicate brought was promised to whoever asked that.
  if (ticket.goesOn !== undefined && clock.deadline > ticket.clock.deadline) return { changed: ticket };
  if (!hasSameTimes(clock, ticket.clock)) {
    return { changed: onClock({ ...withPassed(ticket, at), terms }, clock, at) };
  }
  if (isDeepStrictEqual(terms, ticket.terms)) return { changed: ticket };
  // For a later change of priority. The clock runs on, and no level fires twice.
  return { changed: { ...ticket, terms, clock: { ...clock, version } } };
}

function hasSameTimes(one: Clock, other: Clock): boolean {
  return one.deadline === other.deadline && isDeepStrictEqual(one.levels, other.levels);
}

/**
 * The ticket waiting again, since its response came back or it was closed by mistake: with the original deadline, and the next level that
 * has not fired. What changed while no clock ran counts: the priority, and the customer's record, settings, holidays and zone rules of
 * today; the clock is then computed anew from its start (promise.md section 5). `at` is ISO, UTC.
 */
export function waitAgain(ticket: Ticket, today: Today, at: string): Ticket {
  const { closedAt: _, cancelled: __, ...rest } = ticket;
  const waiting: Ticket = openAgain({ ...rest, state: 'waiting' }, at);
  const { changed } = recomputed(today, waiting, at);
  const next = changed.clock.version === ticket.clock.version ? onOwnTerms(changed, today.settings, at) : changed;
  if (next.clock.version === ticket.clock.version) return { ...next, timer: resumedTimer(next, at) };
  // By a change of priority alone, the deadline was another before it passed, unless the change came after that: see `retime`.
  const timed = isDeepStrictEqual(next.terms, ticket.terms) && ticket.passed === undefined ? without(next) : next;
  const detail = `it waits again: deadline ${ticket.clock.deadline} to ${timed.clock.deadline}`;
  return audited(timed, { at, by: 'desk', action: 're-timed', detail });
}

/** The ticket that owes what was left out of its opening since it did not wait: to its requester that it has come, to the agents what it is. */
export function openAgain({ overtaken: steps, ...ticket }: Ticket, at: string): Ticket {
  if (steps === undefined) return ticket;
  return { ...ticket, opening: { state: 'parked', again: at, attempts: 0, reason: 'the ticket waits again', steps } };
}

function without({ passed: _, ...ticket }: Ticket): Ticket {
  return ticket;
}

/** The ticket on the terms that it has, when those of today cannot be had; its priority may have changed. */
function onOwnTerms(ticket: Ticket, settings: Settings, at: string): Ticket {
  const { terms, priority, clock } = ticket;
  const isSame =
    isCounted(priority, clock) &&
    clock.targetSeconds === targetSeconds(terms, clock.priority) &&
    clock.calendar === clockCalendar(terms, clock.priority);
  if (isSame) return ticket;
  return onClock(ticket, earliestClock(terms, countedFor(ticket), settings, clock.version + 1), at);
}
