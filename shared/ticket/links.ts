import { audited } from './clock.ts';
import type { Ticket } from './ticket.ts';

/**
 * What another ticket is to this one: `follows` it was about that, `followed by` that was about it, `same thread` both answer a mail that
 * is of neither.
 */
export const LINK = { follows: 'follows', followedBy: 'followed by', sameThread: 'same thread' } as const;

/** What a new ticket is to an older one that its mail is about. */
export type LinkKind = typeof LINK.follows | typeof LINK.sameThread;
/** `outside`: whoever wrote the newer one does not belong to the older one. Anybody makes such a link, so it carries nothing from one to the other. */
export type Link = { ticket: string; kind: LinkKind; outside?: true | undefined };

/** The newest of them: who writes ever new requests about one ticket finds the older ones through the newer. */
const MOST_LINKS = 20;

/** The older ticket that this one's mail is about; undefined when there is none. A ticket has it from the beginning. */
export function olderTicket({ links: [first] }: Pick<Ticket, 'links'>): Link | undefined {
  const { ticket, kind, outside } = first ?? {};
  const isOlder = kind === LINK.follows || kind === LINK.sameThread;
  return ticket !== undefined && isOlder ? { ticket, kind, ...(outside && { outside }) } : undefined;
}

/** Whether a ticket goes on with the older one, by whom belongs there. Of the same thread are strangers to each other. */
export function isOfKnownWriter({ kind, outside }: Link): boolean {
  return kind === LINK.follows && !outside;
}

/** The older tickets that a ticket goes on with, and the newer ones that go on with it: by whom belongs to the older one. */
export function ofKnownWriters({ links }: Pick<Ticket, 'links'>): { older: string[]; newer: string[] } {
  const of = (wanted: string) =>
    links.filter(({ kind, outside }) => kind === wanted && !outside).map(({ ticket }) => ticket);
  return { older: of(LINK.follows), newer: of(LINK.followedBy) };
}

/** The ticket with a link back to a newer one; the same ticket when it has that link. `at` is ISO, UTC. */
export function withNewer(ticket: Ticket, { ticket: newer, kind, outside }: Link, at: string): Ticket {
  if (ticket.links.some((link) => link.ticket === newer)) return ticket;
  const back = kind === LINK.follows ? LINK.followedBy : LINK.sameThread;
  const link = { ticket: newer, kind: back, ...(outside && { outside }) };
  return audited(
    { ...ticket, links: newest([...ticket.links, link]) },
    { at, by: 'desk', action: kind === LINK.follows ? 'followed' : 'linked', detail: newer },
  );
}

/** So many links: the one to a ticket's own older one, and of the newer ones those of strangers go first, who make as many as they like. */
function newest(links: Ticket['links']): Ticket['links'] {
  if (links.length <= MOST_LINKS) return links;
  const own = olderTicket({ links }) === undefined ? 0 : 1;
  const stranger = links.findIndex(({ kind, outside }, at) => at >= own && (outside || kind === LINK.sameThread));
  return newest(links.toSpliced(stranger < 0 ? own : stranger, 1));
}
