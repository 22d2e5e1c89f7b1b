import { cutBytes } from '../bytes.ts';
import { audited } from '../ticket/clock.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { changeClock } from './steps/change-clock.ts';
import { withoutLost } from './steps/settle-answer.ts';
import { getTicket } from './steps/update.ts';

/** Bytes of a reason that a message keeps. */
const MOST_REASON = 500;

/** The mail that came back: of a message, or a ticket's acknowledgement. `resent`: the mail of a message that was sent so many times again. */
export type Bounced = { ticketId: string; messageKey?: string; resent?: number | undefined };

export type DeliveryFailure = {
  /** Whom it did not reach, as the report says. */
  recipient?: string | undefined;
  /** Status and reason, for agents. */
  reason: string;
  /** When the desk heard of it (ISO, UTC). */
  at: string;
};

/** The ticket as it then is; `lost`: of which message the requester did not get a mail. */
export type Failed = { ticket: Ticket; lost?: string | undefined };

/**
 * A mail of ours did not reach its receiver: the ticket says so. An answer that did not reach the requester is none: when it
 * was the first response, a later one that left takes its place, else the clock runs on with the original deadline, and its
 * next timer is registered again (docs/promise.md section 5). All of it follows from what is stored, so repeating it finishes
 * what is left and changes nothing more. Gives the ticket, and the key of the message that the requester did not get: of an answer, or of
 * the request when it was an acknowledgement, or word of a change; undefined when the ticket is not there.
 */
export async function deliveryFailed(
  desk: Desk,
  { ticketId, messageKey, resent }: Bounced,
  failure: DeliveryFailure,
): Promise<Failed | undefined> {
  const ticket = await desk.tickets.get(ticketId);
  if (!ticket) return undefined;
  const message = messageKey ? await ifReadable(desk.tickets.getMessage(ticketId, messageKey)) : undefined;
  // A report of a mail that was sent again since, late or once more, says nothing of the newest.
  const isNewest = message?.resent === resent;
  const isAnswer =
    message?.author === 'agent' && message.kind === 'public' && isNewest && concernsRequester(ticket, failure);
  if (!isAnswer) {
    const lost = message === undefined && concernsRequester(ticket, failure) ? messageKeyFor(ticket.source) : undefined;
    return { ticket: await changeClock(desk, ticket, (current) => noted(current, message, failure)), lost };
  }

  await desk.tickets.markUndelivered(message, cutBytes(failure.reason, MOST_REASON));
  // Read after that: an answer that is just being settled asks for the mark after its own write.
  const marked = await getTicket(desk, ticketId);
  const changed = await withoutLost(desk, marked, failure.at, (current) => noted(current, message, failure));
  return { ticket: changed, lost: message.key };
}

/** A report may name the mailbox behind an alias: whoever is not known to be copied stands for the requester. */
function concernsRequester({ participants }: Ticket, { recipient }: DeliveryFailure): boolean {
  return !participants.some(({ address }) => address === recipient);
}

function noted(ticket: Ticket, message: Message | undefined, { recipient, reason, at }: DeliveryFailure): Ticket {
  const what = message ? `message ${message.key}` : 'acknowledgement';
  const detail = `${what} to ${recipient ?? ticket.requester.address}: ${reason}`;
  const action = 'not delivered';
  return audited(ticket, { at, by: 'desk', action, detail }, { once: true });
}
