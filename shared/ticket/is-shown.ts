import { isOfBefore } from './asked-before.ts';
import { deliveryOf } from './delivery.ts';
import { messageKeyFor } from './identity.ts';
import type { Message } from './message.ts';
import { isPageSource } from './page-source.ts';
import { isInConversation } from './participants.ts';
import { isPassedOn } from './passed-on.ts';
import type { Ticket } from './ticket.ts';

/** Whether a reader of the ticket sees this message, and so its files. */
export function isShown(ticket: Ticket, message: Message): boolean {
  if (message.kind !== 'public') return false;
  if (message.author === 'agent') return hasLeft(message) && isForThem(ticket, message);
  if (message.author !== 'customer') return false;
  const isTheirs = isInConversation(ticket, message.by);
  if (isOfBefore(ticket, message.at) && !isTheirs) return false;
  // Whoever holds the link is shown what was asked in their name: so they can say that it was not them.
  if (message.key === messageKeyFor(ticket.source)) return isTheirs && !isPassedOn(message);
  if (message.fromOutside || message.undone || message.returned !== undefined) return false;
  // What nobody was told of is a machine's, or anybody's in the form of one; by a link only its reader writes.
  return message.relay !== undefined || (isPageSource(message.source) && isTheirs);
}

/** What was answered to another requester, in whose place somebody else asks since, is that one's, also where it left just then. */
function isForThem(ticket: Ticket, { at, leftFor }: Message): boolean {
  const { correctedAt, requester } = ticket;
  const isBefore = isOfBefore(ticket, at) || (correctedAt !== undefined && at < correctedAt);
  return !isBefore || leftFor?.address === requester.address;
}

/** An answer that may still be withdrawn, or never went, is none to its customer. */
function hasLeft(message: Message): boolean {
  const state = deliveryOf(message)?.state;
  return message.givenByPhone !== undefined || state === 'sent' || state === 'bounced';
}
