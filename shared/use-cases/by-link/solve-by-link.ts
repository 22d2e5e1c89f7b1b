import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { type ByReader, closeByLink } from './close-by-link.ts';

/** The requester says that an answered ticket is solved; one that waits they withdraw. Throws as `closeByLink`. */
export function solveByLink(desk: Desk, by: ByReader): Promise<Ticket> {
  return closeByLink(desk, by, { may: 'solve', as: 'solved' });
}
