import { audited } from './clock.ts';
import { withAskerLeft, withAskerMoved } from './duplicates.ts';
import { without, withProposed } from './participants.ts';
import { withoutOldAccess } from './reader-address.ts';
import { wasRemoved } from './removed-readers.ts';
import type { Ticket } from './ticket.ts';

/** Where a requester reads from now on, and when they said so (ISO, UTC), by which address. */
export type ReadingMove = { requester: Ticket['requester']; at: string; by: string };

const ACTION = 'reading address';

/**
 * The ticket whose requester reads elsewhere from now on, on their own proved word (docs/promise.md section 9). Who read at the address
 * before holds nothing any more; plan and terms stay; whoever asked a duplicate there, and has not said so, reads on, and where they cannot nothing moves. An address that an agent removed is proposed only. The same ticket when it says so already, or has followed this very word. `now`: ISO, UTC.
 */
export function withReadingMoved(ticket: Ticket, { requester, at, by }: ReadingMove, now: string): Ticket {
  const { address } = ticket.requester;
  if (requester.address === address) return ticket;
  // The same mail, come again, after an agent has said otherwise.
  if (ticket.audit.some((line) => line.action === ACTION && line.at === at)) return ticket;
  if (wasRemoved(ticket, requester.address)) return withProposed(ticket, [requester], { later: true });
  const others = withAskerMoved(without(ticket, requester.address), { before: address, to: requester.address, by });
  const moved = withAskerLeft({ ...withoutOldAccess(others, now), requester }, address);
  if (moved === undefined) return ticket;
  return audited(moved, { at, by: `customer:${by}`, action: ACTION, detail: `${address} to ${requester.address}` });
}
