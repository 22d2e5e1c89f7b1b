import { actionsByLink } from '../../ticket/by-link.ts';
import { confirmedByLink } from '../../ticket/confirmed.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { getTicket, update } from '../steps/update.ts';
import type { ByReader } from './close-by-link.ts';

/**
 * The requester opened their link and pressed Confirm: the address is theirs (docs/promise.md section 9). Who is copied confirms nothing. What
 * came from outside in their name waits on: it proves nothing of that. Throws a 404 for an unknown ticket, and what a port throws.
 */
export async function confirmByLink(desk: Desk, { ticketId, reader, at }: ByReader): Promise<Ticket> {
  const ticket = await getTicket(desk, ticketId);
  return update(desk, ticket, (current) =>
    actionsByLink(current, reader).confirm ? confirmedByLink(current, at) : current,
  );
}
