import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { needlesOf, type Redaction } from '../../ticket/redaction.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable, UnreadableItem } from '../../ticket/ticket-store.ts';
import { withRedaction } from '../../ticket/with-redaction.ts';
import { hideEverywhere } from './hide-everywhere.ts';
import { update } from './update.ts';

/** A mail's identity in the sources of its messages: behind it stands which of several it made. */
const MAIL = /^mail:[^:]+/;

/**
 * Hides the same in the other tickets that the same mail was put into, or has opened (one to two tickets' addresses is in both), with a
 * line in the trail of each. Repeating it changes nothing.
 */
export async function hideInCopies(
  desk: Desk,
  message: Pick<Message, 'ticketId' | 'key' | 'messageId' | 'source'>,
  redaction: Redaction,
): Promise<void> {
  const others = await copiesOf(desk, message);
  if (others.length === 0) return;
  const needles = needlesOf([redaction], await desk.secrets.signingKeys());
  const { whole = false, at } = redaction;
  for (const { ticketId, key } of others) {
    const ticket = await readable(desk, ticketId);
    if (!ticket) continue;
    const changed = await update(desk, ticket, (current) =>
      withRedaction(current, { ...redaction, message: key }, needles),
    );
    await hideEverywhere(desk, changed, { first: { key, needles, whole, at }, needles });
  }
}

/** A message has the same key wherever it is, save one that opened a ticket beside others that the mail is about. */
async function copiesOf(
  desk: Desk,
  { ticketId, key, messageId, source }: Parameters<typeof hideInCopies>[1],
): Promise<{ ticketId: string; key: string }[]> {
  if (messageId === undefined) return [];
  const mail = mailOf(source);
  const copies = new Map<string, { ticketId: string; key: string }>();
  for (const place of await desk.tickets.findByMailId(messageId)) {
    if (place.messageKey === undefined || place.ticketId === ticketId) continue;
    const copy = { ticketId: place.ticketId, key: place.messageKey };
    if (copy.key === key || (mail !== undefined && mail === (await mailAt(desk, copy))))
      copies.set(`${copy.ticketId} ${copy.key}`, copy);
  }
  return [...copies.values()];
}

async function mailAt(desk: Desk, { ticketId, key }: { ticketId: string; key: string }): Promise<string | undefined> {
  const message = await ifReadable(desk.tickets.getMessage(ticketId, key));
  return message && mailOf(message.source);
}

const mailOf = (source: string) => MAIL.exec(source)?.[0];

async function readable(desk: Desk, id: string): Promise<Ticket | undefined> {
  try {
    return await desk.tickets.get(id);
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    desk.log.error('a ticket was not redacted', { ticket: id });
    return undefined;
  }
}
