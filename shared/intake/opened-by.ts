import { ticketIdFor } from '../ticket/identity.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable, type TicketStore } from '../ticket/ticket-store.ts';

/** The ticket that this very request has opened before: what comes again is looked for before anything else is done with it. */
export async function ticketOpenedBy(
  { tickets }: { tickets: Pick<TicketStore, 'get'> },
  source: string,
): Promise<Ticket | undefined> {
  const ticket = await ifReadable(tickets.get(ticketIdFor(source)));
  return ticket?.source === source ? ticket : undefined;
}
