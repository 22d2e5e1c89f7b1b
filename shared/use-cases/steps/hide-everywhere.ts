import type { Needle } from '../../mail/redaction/needle.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { hideBeside } from './hide-beside.ts';
import { type Hiding, hideInStored } from './hide-in-stored.ts';
import { TicketContended } from './update.ts';

/** How often it is tried again when others hide something in the same message. */
const TRIES = 8;

/**
 * Hides in one message of a ticket first, then in all others, then in what it has beside them; gives what is left of the first one, if it
 * showed anything.
 */
export async function hideEverywhere(
  desk: Desk,
  { id, audit }: Pick<Ticket, 'id' | 'audit'>,
  { first, needles }: { first: Hiding & { key: string }; needles: readonly Needle[] },
): Promise<Message | undefined> {
  const found = await desk.tickets.getMessage(id, first.key);
  const left = found && (await hideInMessage(desk, found, first));
  const { messages, unreadable } = await desk.tickets.messages(id);
  if (unreadable.length > 0) desk.log.error('messages were not redacted', { ticket: id, messages: unreadable });
  for (const message of messages) {
    if (message.key !== first.key) await hideInMessage(desk, message, { needles, whole: false, at: first.at });
  }
  await hideBeside(desk, { id, audit }, { needles, emptied: first.whole ? left : undefined });
  return left;
}

async function hideInMessage(desk: Desk, read: Message, hiding: Hiding): Promise<Message> {
  const { ticketId, key } = read;
  let before = read;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const after = await hideInStored(desk, before, hiding);
    if (!after) return before;
    if (await desk.tickets.rewriteMessage(before, after)) return after;
    before = (await desk.tickets.getMessage(ticketId, key)) ?? before;
  }
  throw new TicketContended(ticketId);
}
