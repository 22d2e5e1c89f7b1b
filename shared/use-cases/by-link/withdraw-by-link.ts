import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { type ByReader, closeByLink } from './close-by-link.ts';

/** The requester takes back a ticket that waits: its clock stops, and it counts as cancelled. Throws as `closeByLink`. */
export function withdrawByLink(desk: Desk, by: ByReader): Promise<Ticket> {
  return closeByLink(desk, by, { may: 'withdraw', as: 'withdrawn', cancelled: 'withdrawn' });
}
