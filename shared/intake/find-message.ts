import { goingOnFor, readerOf } from '../ticket/going-on-for.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Release } from '../use-cases/open-ticket.ts';
import { getTicket } from '../use-cases/steps/update.ts';
import { ticketOpenedBy } from './opened-by.ts';
import type { PageMessage } from './page-request.ts';
import { putElsewhere } from './put-elsewhere.ts';

/** How a message by link came. `receivedAt`: ISO, UTC; `released`: somebody let it out. */
export type CameByLink = { source: string; raw: string; receivedAt: string; released?: Release };

/** Where a message by link goes: from the ticket that it was written to, to the one that goes on for a duplicate; else the same. */
export type Place = { ticket: Ticket; goesOn: Ticket; warnings: string[] };

/**
 * Whether a message by link has come before. `used`: its page's token has brought other words. `opener`: it has opened this ticket. `settled`:
 * it stands on this ticket, which is another than it would go to now: others have gone on since, or go on no more. `there`: it stands where it goes, as of `at` (ISO, UTC).
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
  const put = await putElsewhere(desk, ticket, source);
  const places = [goesOn.id, ticket.id, ...(put === undefined ? [] : [put])];
  const found = await Promise.all([...new Set(places)].map((id) => desk.tickets.getMessage(id, key)));
  const stored = found.filter((message) => message !== undefined);
  const there = stored.find(({ isElsewhere }) => !isElsewhere) ?? stored[0];
  if (there && there.raw !== raw) return { is: 'used' };
  if (there && there.ticketId !== goesOn.id && !there.isElsewhere)
    return { is: 'settled', ticket: await getTicket(desk, there.ticketId) };
  const place = { ticket, goesOn, warnings: [...warnings] };
  return there && !there.isElsewhere ? { is: 'there', at: there.at, ...place } : { is: 'new', ...place };
}
