import type { Needle } from '../../mail/redaction/needle.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { needlesOf } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { isSame } from '../../ticket/with-redaction.ts';
import { type Hiding, hideInStored } from './hide-in-stored.ts';
import { TicketContended, update } from './update.ts';

/** How often it is tried again when others hide something in the same message. */
const TRIES = 8;

/** Hides in one message of a ticket first, and then in all others; gives what is left of the first one, if it showed anything. */
export async function hideEverywhere(
  desk: Desk,
  { id }: Pick<Ticket, 'id'>,
  { first, needles }: { first: Hiding & { key: string }; needles: readonly Needle[] },
): Promise<Message | undefined> {
  const left = await hideInMessage(desk, { ticketId: id, key: first.key }, first);
  const { messages, unreadable } = await desk.tickets.messages(id);
  if (unreadable.length > 0) desk.log.error('messages were not redacted', { ticket: id, messages: unreadable });
  for (const { key } of messages) {
    if (key !== first.key) await hideInMessage(desk, { ticketId: id, key }, { needles, whole: false, at: first.at });
  }
  return left;
}

/** Hides once more all that was hidden on a ticket, where a crash, or a message that was just being stored, left it. */
export async function hideAgain(desk: Desk, ticket: Ticket): Promise<void> {
  const { redactions = [] } = ticket;
  const needles = needlesOf(redactions, await desk.secrets.signingKeys());
  for (const { message: key, whole = false, at } of redactions) {
    await hideEverywhere(desk, ticket, { first: { key, needles, whole, at }, needles });
  }
  await update(desk, ticket, (current) => ({
    ...current,
    redactions: (current.redactions ?? []).map((each) => {
      const { again: _, ...done } = each;
      return redactions.some((before) => isSame(before, each)) ? done : each;
    }),
  }));
}

async function hideInMessage(
  desk: Desk,
  { ticketId, key }: { ticketId: string; key: string },
  hiding: Hiding,
): Promise<Message | undefined> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = await desk.tickets.getMessage(ticketId, key);
    const after = before && (await hideInStored(desk, before, hiding));
    if (!before || !after) return before;
    if (await desk.tickets.saveRedaction(before, after)) return after;
  }
  throw new TicketContended(ticketId);
}
