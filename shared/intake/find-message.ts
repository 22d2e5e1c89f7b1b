import { goingOnFor, readerOf } from '../ticket/going-on-for.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Release } from '../use-cases/open-ticket.ts';
import { getTicket } from '../use-cases/steps/update.ts';
import { ticketOpenedBy } from './opened-by.ts';
import type { PageMessage } from './page-request.ts';

/** How a message by link came. `receivedAt`: ISO, UTC; `released`: somebody let it out. */
export type CameByLink = { source: string; raw: string; receivedAt: string; released?: Release };

/** Where a message by link goes: from the ticket that it was written to, to the one that goes on for a duplicate; else the same. */
export type Place = { ticket: Ticket; goesOn: Ticket; warnings: string[] };

/**
 * Whether a message by link has come before. `used`: its page's token has brought other words. `opener`: it has opened this ticket. `settled`:
 * it came before this ticket, where it stands, was a duplicate. `there`: it stands where it goes, as of `at` (ISO, UTC).
 */
export type FoundMessage =
  | { is: 'used' }
  | { is: 'opener'; ticket: Ticket }
  | { is: 'settled'; ticket: Ticket }
  | ({ is: 'there'; at: string } & Place)
  | ({ is: 'new' } & Place);

/** Looks for a message by link. Throws what a port throws, and a 404 for a ticket that is gone. */
export async function findMessage(
  desk: Desk,
  { ticket: ticketId }: Pick<PageMessage, 'ticket'>,
  { source, raw }: Pick<CameByLink, 'source' | 'raw'>,
): Promise<FoundMessage> {
  const opened = await ticketOpenedBy(desk, source);
  if (opened) return opened.raw === raw ? { is: 'opener', ticket: opened } : { is: 'used' };

  const ticket = await getTicket(desk, ticketId);
  const warnings = new Set<string>();
  const goesOn = (await goingOnFor(readerOf(desk.tickets, warnings), ticket)) ?? ticket;
  const key = messageKeyFor(source);
  const there = await desk.tickets.getMessage(goesOn.id, key);
  const earlier = there ?? (goesOn.id === ticket.id ? undefined : await desk.tickets.getMessage(ticket.id, key));
  if (earlier && earlier.raw !== raw) return { is: 'used' };
  if (earlier && !there) return { is: 'settled', ticket };
  const place = { ticket, goesOn, warnings: [...warnings] };
  return there ? { is: 'there', at: there.at, ...place } : { is: 'new', ...place };
}
