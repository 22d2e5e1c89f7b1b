import { cutBytes } from '../bytes.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { audited } from './clock.ts';
import { shortName } from './participants.ts';
import type { Ticket } from './ticket.ts';

/** One of what somebody from outside wrote to a ticket. */
export type FromOutside = NonNullable<Ticket['outside']>[number];

/** The newest are enough: all of them are messages of the ticket. An address in bytes. */
const MOST = { entries: 20, address: 320 };

/**
 * The ticket with what somebody from outside wrote; the same ticket when it stands there. One too many takes the place of what proves
 * least (`leastOf`), and is counted.
 */
export function withOutside(
  ticket: Ticket,
  { by, verified, ...said }: { message: string; at: string; heardAt?: string; by: Mailbox; verified: boolean },
): Ticket {
  const { outside = [], outsideMore = 0 } = ticket;
  if (outside.some((each) => each.message === said.message)) return ticket;
  const { address, name } = by;
  const writer = { address: cutBytes(address, MOST.address), ...(name && { name: shortName(name) }) };
  const all = [...outside, { ...said, ...writer, ...(verified && { verified }) }];
  if (all.length <= MOST.entries) return { ...ticket, outside: all };
  const least = leastOf(all);
  return { ...ticket, outside: all.filter((each) => each !== least), outsideMore: outsideMore + 1 };
}

/** What goes first: of what is not proved, as long as there is any, the oldest of whoever has the most there. */
function leastOf(entries: readonly FromOutside[]): FromOutside | undefined {
  const unproved = entries.filter(({ verified }) => !verified);
  const writers = Map.groupBy(unproved.length > 0 ? unproved : entries, ({ address }) => address);
  const [most] = [...writers.values()].sort((a, b) => b.length - a.length);
  return most?.[0];
}

/** The ticket without these entries of what came from outside. */
export function withoutOutside(ticket: Ticket, gone: readonly FromOutside[]): Ticket {
  const keys = new Set(gone.map(({ message }) => message));
  const left = (ticket.outside ?? []).filter(({ message }) => !keys.has(message));
  if (left.length > 0) return { ...ticket, outside: left };
  const { outside: _, outsideMore: __, ...rest } = ticket;
  return rest;
}

/** The ticket without a message that is filed as a ticket of its own now (`as`); the same ticket when it does not stand there. `at`: ISO, UTC. */
export function asFiled(
  ticket: Ticket,
  { message, as, by, at }: { message: string; as: string; by: string; at: string },
): Ticket {
  const entries = (ticket.outside ?? []).filter((each) => each.message === message);
  if (entries.length === 0) return ticket;
  return audited(withoutOutside(ticket, entries), { at, by, action: 'outside filed', detail: `${message} as ${as}` });
}

/** What came from outside and is meant: the one message, or, of what had come `until` then (ISO, UTC), all of one writer's, or all there is. */
export function outsideMeant(
  { outside = [] }: Pick<Ticket, 'outside'>,
  { message, address, until }: { message?: string | undefined; address?: string | undefined; until: string },
): FromOutside[] {
  if (message !== undefined) return outside.filter((each) => each.message === message);
  const there = outside.filter(({ at, heardAt = at }) => heardAt <= until);
  return address === undefined ? there : there.filter((each) => each.address === address);
}

/** What the source of a ticket begins with that was made of a message of another one: filed from outside, or split off. */
const SOURCE = 'outside:';

/** A message where it stands. */
export type MessagePlace = { ticketId: string; key: string };

/** The source of the ticket that is made of this message. */
export function sourceOfFiled({ ticketId, key }: MessagePlace): string {
  return `${SOURCE}${ticketId}/${key}`;
}

/** The message from which a ticket, or its opening message, of this source was filed; undefined when it was not. */
export function filedFrom(source: string): MessagePlace | undefined {
  if (!source.startsWith(SOURCE)) return undefined;
  const [ticketId = '', key = ''] = source.slice(SOURCE.length).split('/');
  return { ticketId, key };
}
