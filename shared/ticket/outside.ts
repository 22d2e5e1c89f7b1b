import { cutBytes } from '../bytes.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { audited } from './clock.ts';
import { shortName } from './participants.ts';
import type { Ticket } from './ticket.ts';

/** One of what somebody from outside wrote to a ticket. */
export type FromOutside = NonNullable<Ticket['outside']>[number];

/** An address in bytes. */
const MOST = { entries: 20, address: 320 };

/** The ticket with what somebody from outside wrote; the same ticket when it stands there. One too many (`isSurplus`) is filed at once. */
export function withOutside(
  ticket: Ticket,
  { by, verified, ...said }: { message: string; at: string; heardAt?: string; by: Mailbox; verified: boolean },
): Ticket {
  const { outside = [] } = ticket;
  if (outside.some((each) => each.message === said.message)) return ticket;
  const { address, name } = by;
  const writer = { address: cutBytes(address, MOST.address), ...(name && { name: shortName(name) }) };
  return { ...ticket, outside: [...outside, { ...said, ...writer, ...(verified && { verified }) }] };
}

/**
 * Whether a message from outside is one more than the list takes: it is a ticket of its own then. None goes off the list for it, since whoever knows the
 * number could have another one's go by writing often.
 */
export function isSurplus({ outside = [] }: Pick<Ticket, 'outside'>, message: string): boolean {
  return outside.findIndex((each) => each.message === message) >= MOST.entries;
}

/** The ticket without these entries of what came from outside. */
export function withoutOutside(ticket: Ticket, gone: readonly FromOutside[]): Ticket {
  const keys = new Set(gone.map(({ message }) => message));
  const left = (ticket.outside ?? []).filter(({ message }) => !keys.has(message));
  if (left.length > 0) return { ...ticket, outside: left };
  const { outside: _, ...rest } = ticket;
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
