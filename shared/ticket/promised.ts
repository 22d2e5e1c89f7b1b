import { MAY_TAKE_MS } from './delivery.ts';
import type { CancelReason, State } from './ticket.ts';

/** What of a ticket, or of its card, says what became of its promise. `respondBy`: the deadline of its clock. Instants are ISO, UTC. */
export type Promised = {
  state: State;
  respondBy: string;
  passed?: string | undefined;
  firstResponse?: { at: string; met: boolean } | undefined;
  closedAt?: string | undefined;
  cancelled?: CancelReason | undefined;
  mergedInto?: string | undefined;
};

export const PROMISE_OUTCOMES = ['met', 'missed', 'open', 'cancelled'] as const;
/**
 * What became of the promise of a first response (docs/promise.md section 5): it was `met` or `missed`; it is `open`; or the ticket was closed in
 * time without one, and so `cancelled`.
 */
export type PromiseOutcome = (typeof PROMISE_OUTCOMES)[number];

/** The deadline that counts: the earliest that ever passed, else that of the clock. */
export function dueBy({ respondBy, passed = respondBy }: Pick<Promised, 'respondBy' | 'passed'>): string {
  return passed < respondBy ? passed : respondBy;
}

/**
 * What became of a ticket's promise as it is written: one that waits is `open`, however late (`outcomeAt`). One rule for the lead's page, the reports
 * and what customers see:
 *
 * - An answered ticket is what its first response was. What is changed afterwards, its priority say, moves nothing.
 * - One that was closed without a response is missed when its deadline had passed by then, whatever the reason: closing does not mend it.
 * - A duplicate that had no response of its own is cancelled: the ticket that goes on took over its clock, and what either has missed.
 */
export function promiseOutcome(ticket: Promised): PromiseOutcome {
  const { state, firstResponse, closedAt, mergedInto } = ticket;
  if (state === 'waiting') return 'open';
  if (firstResponse) return firstResponse.met ? 'met' : 'missed';
  const isLate = closedAt !== undefined && closedAt > dueBy(ticket);
  return isLate && mergedInto === undefined ? 'missed' : 'cancelled';
}

/**
 * The same as of `now` (ISO, UTC): what waits past its deadline has missed it. Within 15 minutes of it that is undecided, and open, since an answer
 * may be under way that counts as in time once it has left.
 */
export function outcomeAt(now: string, { outcome, due }: { outcome: PromiseOutcome; due: string }): PromiseOutcome {
  return outcome === 'open' && Date.parse(now) - Date.parse(due) > MAY_TAKE_MS ? 'missed' : outcome;
}

/** The deadlines that a ticket has let pass by `now` (ISO, UTC), also those that are undecided yet; none of one whose promise was kept, or cancelled. */
export function missedDeadlines(ticket: Promised, now: string): string[] {
  const outcome = promiseOutcome(ticket);
  if (outcome === 'met' || outcome === 'cancelled') return [];
  const { respondBy, passed, firstResponse, closedAt } = ticket;
  const ended = (outcome === 'missed' ? (firstResponse?.at ?? closedAt) : undefined) ?? now;
  if (passed !== undefined) return ended > respondBy ? [passed, respondBy] : [passed];
  // One that was answered in time itself has missed what it went on for.
  return ended > respondBy || outcome === 'missed' ? [respondBy] : [];
}
