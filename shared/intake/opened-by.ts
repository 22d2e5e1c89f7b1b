import { ticketIdFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';

/** The ticket that this very request has opened before: what comes again is looked for before anything else is done with it. */
export async function ticketOpenedBy({ tickets }: Pick<Desk, 'tickets'>, source: string): Promise<Ticket | undefined> {
  const ticket = await ifReadable(tickets.get(ticketIdFor(source)));
  return ticket?.source === source ? ticket : undefined;
}
