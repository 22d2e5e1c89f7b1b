import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { needlesOf, type Redaction } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { UnreadableItem } from '../../ticket/ticket-store.ts';
import { withRedaction } from '../../ticket/with-redaction.ts';
import { hideEverywhere } from './hide-everywhere.ts';
import { update } from './update.ts';

/**
 * Hides the same in the other tickets that the same mail was put into (one to two tickets' addresses is in both), with a line in the
 * trail of each. A message has the same key wherever it is. Repeating it changes nothing.
 */
export async function hideInCopies(
  desk: Desk,
  { ticketId, key, messageId }: Pick<Message, 'ticketId' | 'key' | 'messageId'>,
  redaction: Redaction,
): Promise<void> {
  if (messageId === undefined) return;
  const places = await desk.tickets.findByMailId(messageId);
  const others = places.filter((place) => place.messageKey === key && place.ticketId !== ticketId);
  if (others.length === 0) return;
  const needles = needlesOf([redaction], await desk.secrets.signingKeys());
  const { whole = false, at } = redaction;
  for (const id of new Set(others.map((place) => place.ticketId))) {
    const ticket = await readable(desk, id);
    if (!ticket) continue;
    const changed = await update(desk, ticket, (current) => withRedaction(current, redaction, needles));
    await hideEverywhere(desk, changed, { first: { key, needles, whole, at }, needles });
  }
}

async function readable(desk: Desk, id: string): Promise<Ticket | undefined> {
  try {
    return await desk.tickets.get(id);
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    desk.log.error('a ticket was not redacted', { ticket: id });
    return undefined;
  }
}
