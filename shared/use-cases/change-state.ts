import { audited, stopTimer } from '../ticket/clock.ts';
import { type Today, waitAgain } from '../ticket/current-terms.ts';
import type { Desk } from '../ticket/ports.ts';
import { CANCEL_REASONS, type CancelReason, type State, type Ticket } from '../ticket/ticket.ts';
import { endWatch } from '../ticket/watch.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { changePromise } from './steps/change-promise.ts';
import { todayOf } from './steps/today.ts';
import { getTicket } from './steps/update.ts';

/**
 * An agent closes or re-opens a ticket. Closing one that waits needs a reason and counts as cancelled, never as met
 * (promise.md section 5); re-opening such a one lets its clock run on with the original deadline. The customer is told. `answered` and
 * `waiting` follow from what happened: 422 when they do not fit.
 */
export async function changeState(
  desk: Desk,
  change: ByAgent & { state: State; reason?: string | undefined },
): Promise<Ticket> {
  const { state, agent, at, reason } = change;
  const ticket = await getTicket(desk, change.ticketId);
  const by = `agent:${agent.id}`;
  if (state === 'closed') {
    const closing = (current: Ticket) =>
      current.state === 'closed'
        ? current
        : audited(close(current, reason, at), { at, by, action: 'closed', detail: reason });
    return changePromise(desk, ticket, closing);
  }
  const today = await todayOf(desk, ticket);
  const reopening = (current: Ticket) =>
    current.state === state
      ? current
      : audited(reopen(current, state, { today, at }), {
          at,
          by,
          action: 're-opened',
          detail: reason,
        });
  return changePromise(desk, ticket, reopening);
}

function close(ticket: Ticket, reason: string | undefined, at: string): Ticket {
  if (ticket.state !== 'waiting') return { ...endWatch(ticket, 'closed', at), state: 'closed', closedAt: at };
  const cancelled = CANCEL_REASONS.find((known): known is CancelReason => known === reason);
  if (!cancelled)
    throw refusal('reason', `a ticket without a response is closed with one of: ${CANCEL_REASONS.join(', ')}`);
  return { ...stopTimer(ticket, at), state: 'closed', closedAt: at, cancelled };
}

function reopen(ticket: Ticket, state: State, { today, at }: { today: Today; at: string }): Ticket {
  const fits: State = ticket.firstResponse ? 'answered' : 'waiting';
  if (state !== fits)
    throw refusal(
      'state',
      `this ticket has ${ticket.firstResponse ? 'a' : 'no'} response: it can be ${fits} or closed`,
    );
  if (state === 'waiting') return waitAgain(ticket, today, at);
  const { closedAt: _, ...rest } = ticket;
  return { ...rest, state };
}
