import { goingOnFor, readerOf } from '../ticket/going-on-for.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * Whether a ticket, or the one that goes on for it, was closed before `at` (ISO, UTC): whoever sends the same form then asks anew, and would be heard
 * by nobody there (docs/promise.md section 5). Throws what the store throws.
 */
export async function isClosedBefore({ tickets }: Pick<Desk, 'tickets'>, ticket: Ticket, at: string): Promise<boolean> {
  const { state, closedAt = '' } = (await goingOnFor(readerOf(tickets, new Set()), ticket)) ?? ticket;
  return state === 'closed' && closedAt < at;
}
