import { audited } from './clock.ts';
import type { Ticket } from './ticket.ts';

/** What another ticket is to this one: `follows` it was about that, `followed by` that was about it. */
export const LINK = { follows: 'follows', followedBy: 'followed by' } as const;

/** The newest of them: who writes ever new requests about one ticket finds the older ones through the newer. */
const MOST_LINKS = 20;

/** The ticket that this one follows; undefined when it follows none. */
export function followedTicket({ links }: Pick<Ticket, 'links'>): string | undefined {
  return links.find(({ kind }) => kind === LINK.follows)?.ticket;
}

/** The ticket with a link to the one that follows it; the same ticket when it has that link. `at` is ISO, UTC. */
export function withFollower(ticket: Ticket, follower: string, at: string): Ticket {
  if (ticket.links.some((link) => link.ticket === follower)) return ticket;
  const links = [...ticket.links, { ticket: follower, kind: LINK.followedBy }].slice(-MOST_LINKS);
  return audited({ ...ticket, links }, { at, by: 'desk', action: 'followed', detail: follower });
}
