import { followedTicket, withFollower } from '../ticket/links.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { update } from './steps/update.ts';

/** Links the ticket that this one follows to it. Repeating it changes nothing; an older ticket that is gone, or cannot be read, is left. */
export async function linkBack(desk: Desk, { id, links, createdAt }: Ticket): Promise<void> {
  const followed = followedTicket({ links });
  const older = followed && (await ifReadable(desk.tickets.get(followed)));
  if (older) await update(desk, older, (current) => withFollower(current, id, createdAt));
}
