import type { Agent } from '../customer/agent.ts';
import { PublicError } from '../public-error.ts';
import type { Priority } from '../sla/terms.ts';
import { audited, resumedTimer, retime, stopTimer } from '../ticket/clock.ts';
import type { Desk } from '../ticket/ports.ts';
import { CANCEL_REASONS, type CancelReason, type State, type Ticket } from '../ticket/ticket.ts';
import { changeClock } from './steps/change-clock.ts';
import { getTicket } from './steps/update.ts';

/** Why an agent lowered a priority when the customer does not play their part; it can never raise one (promise.md section 2). */
export const UNRESPONSIVE = 'customer-unresponsive';

type ByAgent = { ticketId: string; agent: Agent /** ISO, UTC. */; at: string };

/**
 * An agent changes the priority; the clock runs anew from the original start (promise.md section 5). Without a priority, the
 * reason `customer-unresponsive` takes a P1 to P2 (section 2). Refuses (422) that reason for anything but lowering.
 */
export async function changePriority(
  desk: Desk,
  change: ByAgent & { priority?: Priority | undefined; reason: string },
): Promise<Ticket> {
  const { reason, agent, at } = change;
  const ticket = await getTicket(desk, change.ticketId);
  const priority = change.priority ?? (ticket.priority === 1 && reason === UNRESPONSIVE ? 2 : undefined);
  if (priority === undefined) throw refusal('priority', 'is missing: say which one');
  return changeClock(desk, ticket, (current) => {
    if (current.priority === priority) return current;
    if (reason === UNRESPONSIVE && priority < current.priority) {
      throw refusal(
        'priority',
        `${UNRESPONSIVE} can only lower a priority, and ${priority} is above ${current.priority}`,
      );
    }
    const retimed = retime(current, { priority }, desk.settings);
    const detail = `priority ${current.priority} to ${priority}: ${reason}`;
    return audited(retimed, { at, by: `agent:${agent.id}`, action: 'priority changed', detail });
  });
}

/**
 * An agent closes or re-opens a ticket. Closing one that waits needs a reason and counts as cancelled, never as met
 * (promise.md section 5); re-opening such a one lets its clock run on with the original deadline. `answered` and
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
    return changeClock(desk, ticket, (current) =>
      current.state === 'closed'
        ? current
        : audited(close(current, reason), { at, by, action: 'closed', detail: reason }),
    );
  }
  return changeClock(desk, ticket, (current) =>
    current.state === state
      ? current
      : audited(reopen(current, state), { at, by, action: 're-opened', detail: reason }),
  );
}

function close(ticket: Ticket, reason: string | undefined): Ticket {
  if (ticket.state !== 'waiting') return { ...ticket, state: 'closed' };
  const cancelled = CANCEL_REASONS.find((known): known is CancelReason => known === reason);
  if (!cancelled)
    throw refusal('reason', `a ticket without a response is closed with one of: ${CANCEL_REASONS.join(', ')}`);
  return { ...stopTimer(ticket), state: 'closed', cancelled };
}

function reopen(ticket: Ticket, state: State): Ticket {
  const fits: State = ticket.firstResponse ? 'answered' : 'waiting';
  if (state !== fits)
    throw refusal(
      'state',
      `this ticket has ${ticket.firstResponse ? 'a' : 'no'} response: it can be ${fits} or closed`,
    );
  if (state === 'answered') return { ...ticket, state };
  const { cancelled: _, ...rest } = ticket;
  return { ...rest, state, timer: resumedTimer(ticket) };
}

function refusal(field: string, message: string): PublicError {
  return new PublicError(422, 'The change is refused.', [{ field, message }]);
}
