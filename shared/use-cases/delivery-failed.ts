import { cutBytes } from '../bytes.ts';
import { audited, resumedTimer } from '../ticket/clock.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { changeClock } from './steps/change-clock.ts';

/** Bytes of a reason that a message keeps. */
const MOST_REASON = 500;

/** The mail that came back: of a message, or a ticket's acknowledgement. */
export type Bounced = { ticketId: string; messageKey?: string };

export type DeliveryFailure = {
  /** Whom it did not reach, as the report says. */
  recipient?: string | undefined;
  /** Status and reason, for agents. */
  reason: string;
  /** When the desk heard of it (ISO, UTC). */
  at: string;
};

/**
 * A mail of ours did not reach its receiver: the ticket says so. When it was the first response, that never happened: the
 * clock runs on with the original deadline, and its next timer is registered again (promise.md section 5). Gives the
 * ticket; undefined when it is not there. Repeating it changes nothing.
 */
export async function deliveryFailed(
  desk: Desk,
  { ticketId, messageKey }: Bounced,
  failure: DeliveryFailure,
): Promise<Ticket | undefined> {
  const ticket = await desk.tickets.get(ticketId);
  if (!ticket) return undefined;
  const message = messageKey ? await ifReadable(desk.tickets.getMessage(ticketId, messageKey)) : undefined;
  if (message) await desk.tickets.markUndelivered(message, cutBytes(failure.reason, MOST_REASON));
  return changeClock(desk, ticket, (current) => noted(current, message, failure));
}

function noted(ticket: Ticket, message: Message | undefined, failure: DeliveryFailure): Ticket {
  const { recipient, reason, at } = failure;
  const what = message ? `message ${message.key}` : 'acknowledgement';
  const detail = `${what} to ${recipient ?? ticket.requester.address}: ${reason}`;
  const action = 'not delivered';
  const told = audited(ticket, { at, by: 'desk', action, detail }, { once: true });
  if (told === ticket) return ticket;
  const concernsRequester = recipient === undefined || recipient === ticket.requester.address;
  const wasFirst = message?.author === 'agent' && ticket.firstResponse?.at === message.at;
  return wasFirst && concernsRequester ? reopened(told, at) : told;
}

/** The ticket as if that response had not been: it was none. */
function reopened(ticket: Ticket, at: string): Ticket {
  const { firstResponse: _, ...rest } = ticket;
  const waiting: Ticket = { ...rest, state: 'waiting', timer: resumedTimer(ticket, at) };
  return audited(waiting, { at, by: 'desk', action: 're-opened', detail: 'the first response did not arrive' });
}
