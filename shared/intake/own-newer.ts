import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable, type TicketStore } from '../ticket/ticket-store.ts';
import type { Target } from './target.ts';

/** Whose own: where they write from, and where they read what is answered. */
type Asker = { from: string; reads?: Target['reads'] };

/**
 * The newest ticket that goes on, with a request of the same writer's own, for what they write about an older one, and is not closed: what they write on about
 * the older one is said there. A ticket system that somebody copied writes our number into each mail, and takes our acknowledgement for a comment: it would
 * open tickets without end. Undefined where they have none. Throws what the store throws.
 */
export async function ownNewer(
  store: { tickets: Pick<TicketStore, 'get'> },
  older: Ticket,
  asker: Asker,
): Promise<Ticket | undefined> {
  const found = await Promise.all(older.links.map(({ ticket }) => ifReadable(store.tickets.get(ticket))));
  const own = found.filter((ticket) => ticket !== undefined).filter((ticket) => isOwn(ticket, asker));
  const since = own.filter(({ createdAt }) => createdAt > older.createdAt);
  const newest = since.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).at(-1);
  return newest && ((await ownNewer(store, newest, asker)) ?? newest);
}

/** Whether somebody asked for a ticket that is open themself, from the same address and to be answered at the same one. */
function isOwn({ state, requester }: Ticket, { from, reads = from }: Asker): boolean {
  const { address, from: writesFrom, unconfirmed, fromDoubted = false } = requester;
  // Whom somebody named who is nobody asked nothing themself.
  const isNamed = writesFrom === undefined && (unconfirmed !== undefined || fromDoubted);
  return state !== 'closed' && address === reads && (writesFrom ?? address) === from && !isNamed;
}
