import type { Mailbox } from '../mail/outgoing.ts';
import { followLinkFor } from '../ticket/link-access.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * The link by which the receiver of a mail follows the ticket, as of now. Every mail to the customer's side has one, and each that of its
 * own receiver (docs/promise.md section 9).
 */
export async function followOf(desk: Desk, ticket: Ticket, { address }: Pick<Mailbox, 'address'>): Promise<string> {
  const [key = ''] = await desk.secrets.signingKeys();
  return followLinkFor(key, desk.settings, ticket, { address, now: desk.now().toISOString() });
}
