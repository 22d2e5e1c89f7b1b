import { olderTicket, withNewer } from '../ticket/links.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { update } from './steps/update.ts';

/** Links the older ticket that this one is about to it. Repeating it changes nothing; one that is gone, or cannot be read, is left. */
export async function linkBack(desk: Desk, { id, links, createdAt }: Ticket): Promise<void> {
  const link = olderTicket({ links });
  const older = link && (await ifReadable(desk.tickets.get(link.ticket)));
  if (older) await update(desk, older, (current) => withNewer(current, { ...link, ticket: id }, createdAt));
}
