import { audited } from './clock.ts';
import type { Ticket } from './ticket.ts';

/**
 * What another ticket is to this one: `follows` it was about that, `followed by` that was about it, `same thread` both answer a mail that
 * is of neither.
 */
export const LINK = { follows: 'follows', followedBy: 'followed by', sameThread: 'same thread' } as const;

/** What a new ticket is to an older one that its mail is about. */
export type LinkKind = typeof LINK.follows | typeof LINK.sameThread;
export type Link = { ticket: string; kind: LinkKind };

/** The newest of them: who writes ever new requests about one ticket finds the older ones through the newer. */
const MOST_LINKS = 20;

/** The older ticket that this one's mail is about; undefined when there is none. A ticket has it from the beginning. */
export function olderTicket({ links: [first] }: Pick<Ticket, 'links'>): Link | undefined {
  const { ticket, kind } = first ?? {};
  return ticket !== undefined && (kind === LINK.follows || kind === LINK.sameThread) ? { ticket, kind } : undefined;
}

/** The ticket with a link back to a newer one; the same ticket when it has that link. `at` is ISO, UTC. */
export function withNewer(ticket: Ticket, { ticket: newer, kind }: Link, at: string): Ticket {
  if (ticket.links.some((link) => link.ticket === newer)) return ticket;
  const back = kind === LINK.follows ? LINK.followedBy : LINK.sameThread;
  const links = [...ticket.links, { ticket: newer, kind: back }].slice(-MOST_LINKS);
  return audited(
    { ...ticket, links },
    { at, by: 'desk', action: kind === LINK.follows ? 'followed' : 'linked', detail: newer },
  );
}
