import { cutBytes } from '../bytes.ts';
import type { Mailbox } from '../mail/outgoing.ts';
import { shortName } from './participants.ts';
import type { Ticket } from './ticket.ts';

/** One of what somebody from outside wrote to a ticket. */
export type FromOutside = NonNullable<Ticket['outside']>[number];

/** The newest are enough: all of them are messages of the ticket. An address in bytes. */
const MOST = { entries: 20, address: 320 };

/** The ticket with what somebody from outside wrote, the newest of it; the same ticket when it stands there. */
export function withOutside(ticket: Ticket, { message, at, by }: { message: string; at: string; by: Mailbox }): Ticket {
  const { outside = [] } = ticket;
  if (outside.some((each) => each.message === message)) return ticket;
  const { address, name } = by;
  const entry = { message, at, address: cutBytes(address, MOST.address), ...(name && { name: shortName(name) }) };
  return { ...ticket, outside: [...outside, entry].slice(-MOST.entries) };
}

/** The ticket without these entries of what came from outside. */
export function withoutOutside(ticket: Ticket, gone: readonly FromOutside[]): Ticket {
  const keys = new Set(gone.map(({ message }) => message));
  const left = (ticket.outside ?? []).filter(({ message }) => !keys.has(message));
  const { outside: _, ...rest } = ticket;
  return left.length > 0 ? { ...rest, outside: left } : rest;
}

/** What came from outside and is meant: the one message, all of one writer's, or all there is. */
export function outsideMeant(
  { outside = [] }: Pick<Ticket, 'outside'>,
  { message, address }: { message?: string | undefined; address?: string | undefined },
): FromOutside[] {
  if (message !== undefined) return outside.filter((each) => each.message === message);
  return address === undefined ? outside : outside.filter((each) => each.address === address);
}
