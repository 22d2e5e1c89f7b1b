import { cutBytes } from '../bytes.ts';
import type { SentTo } from '../mail/signed/bounce-address.ts';
import { audited } from '../ticket/clock.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { type Whose, whoseMail } from '../ticket/whose-mail.ts';
import { changeClock } from './steps/change-clock.ts';
import { withoutLost } from './steps/settle-answer.ts';
import { getTicket } from './steps/update.ts';

/** Bytes of a reason that a message keeps. */
const MOST_REASON = 500;

/**
 * The mail that came back: of a message, or a ticket's acknowledgement. `resent`: the mail of a message that was sent so many times again.
 * `sentTo`: whom it went to, unless it is from before return paths said so.
 */
export type Bounced = {
  ticketId: string;
  messageKey?: string;
  resent?: number | undefined;
  sentTo?: SentTo | undefined;
};

export type DeliveryFailure = {
  /** Whom it did not reach, as the report says. */
  recipient?: string | undefined;
  /** Status and reason, for agents. */
  reason: string;
  /** When the desk heard of it (ISO, UTC). */
  at: string;
};

/** The ticket as it then is; `lost`: of which message the requester did not get a mail; `whose` mail it was, when not one of the team's. */
export type Failed = { ticket: Ticket; lost?: string | undefined; whose?: Whose };

/**
 * A mail of ours did not reach its receiver: the ticket says so, unless that one reads no more. An answer that did not reach the requester
 * is none: when it was the first response, a later one that left takes its place, else the clock runs on with the original deadline, and
 * its next timer is registered again (docs/promise.md section 5). All of it follows from what is stored, so repeating it finishes what is
 * left and changes nothing more. Gives the ticket, and the key of the message that the requester did not get: of an answer, or of
 * the request when it was an acknowledgement, or word of a change; undefined when the ticket is not there.
 */
export async function deliveryFailed(
  desk: Desk,
  { ticketId, messageKey, resent, sentTo }: Bounced,
  failure: DeliveryFailure,
): Promise<Failed | undefined> {
  const ticket = await desk.tickets.get(ticketId);
  if (!ticket) return undefined;
  const whose = whoseMail(ticket, { sentTo, reported: failure.recipient });
  if (whose.is === 'nobody') return { ticket, whose };
  const message = messageKey ? await ifReadable(desk.tickets.getMessage(ticketId, messageKey)) : undefined;
  const note = (current: Ticket) => noted(current, message, { ...failure, recipient: whose.address });
  // A report of a mail that was sent again since, late or once more, says nothing of the newest.
  const isNewest = message?.resent === resent;
  const isAnswer = message?.author === 'agent' && message.kind === 'public' && isNewest;
  if (!isAnswer || whose.is !== 'requester') {
    const lost = message === undefined && whose.is === 'requester' ? messageKeyFor(ticket.source) : undefined;
    return { ticket: await changeClock(desk, ticket, note), lost, whose };
  }

  await desk.tickets.markUndelivered(message, cutBytes(failure.reason, MOST_REASON));
  // Read after that: an answer that is just being settled asks for the mark after its own write.
  const marked = await getTicket(desk, ticketId);
  return { ticket: await withoutLost(desk, marked, failure.at, note), lost: message.key, whose };
}

function noted(
  ticket: Ticket,
  message: Message | undefined,
  { recipient, reason, at }: DeliveryFailure & { recipient: string },
): Ticket {
  const what = message ? `message ${message.key}` : 'acknowledgement';
  const detail = `${what} to ${recipient}: ${reason}`;
  const action = 'not delivered';
  return audited(ticket, { at, by: 'desk', action, detail }, { once: true });
}
