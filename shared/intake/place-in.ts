import { type Read, wayFrom } from '../ticket/going-on-for.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { COMMANDS } from '../use-cases/obey.ts';
import { standInFor } from './in-place-of.ts';
import type { Look } from './look.ts';
import { putElsewhere } from './put-elsewhere.ts';
import type { Target } from './target.ts';

/** Where what leads to a ticket goes: to the ticket itself, or to another one, by which duplicate, and the way from there (`wayFrom`). */
export type Placed = Pick<Target, 'ticket' | 'signedFor'> & { way?: readonly Ticket[] };

/**
 * Where a mail goes that leads to a ticket: to the one that goes on for a duplicate; what comes again is where it was put, whatever goes on for that one
 * since, and though it goes on itself again, or an agent's answer would be given once more.
 */
export async function placeIn(
  desk: Look,
  read: Read,
  ticket: Ticket | undefined,
  source: string,
): Promise<Placed | undefined> {
  if (!ticket) return undefined;
  const isThere = ticket.mergedInto !== undefined && (await isOn(desk, ticket.id, source));
  if (isThere) return { ticket };
  const other = await putElsewhere(desk, ticket, source);
  const put = other === undefined || !(await isOn(desk, other, source)) ? undefined : await read(other);
  const way = await wayFrom(read, ticket);
  const goesOn = put ?? way.at(-1) ?? ticket;
  return goesOn.id === ticket.id ? { ticket: goesOn } : { ticket: goesOn, signedFor: ticket, way };
}

/** Whether a mail is on a ticket already, as a message or as an agent's commands; not where it proved nothing, and may do so now. */
async function isOn({ tickets }: Look, ticketId: string, source: string): Promise<boolean> {
  const found = await Promise.all(keysOf(source).map((key) => tickets.getMessage(ticketId, key)));
  return found.some((each) => each && !each.isElsewhere && (each.author !== 'unverified' || each.verified));
}

/** All that a mail may be kept as on a ticket: itself, or in place of what was not proved; its words, or its commands. */
export function keysOf(source: string): string[] {
  return [source, standInFor(source)].flatMap((one) => [one, `${one}${COMMANDS}`]).map(messageKeyFor);
}
