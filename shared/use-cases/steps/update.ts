import { PublicError } from '../../public-error.ts';
import { withHidden } from '../../ticket/hidden-from.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/** How often a change is tried again when others write the same ticket at the same time. */
const TRIES = 8;

/** Others wrote the same ticket again and again: the change is to be tried later. */
export class TicketContended extends Error {
  constructor(id: string) {
    super(`ticket ${id} was written by others ${TRIES} times in a row`);
    this.name = 'TicketContended';
  }
}

/** A ticket that has to be there. Throws a 404 otherwise. */
export async function getTicket(desk: Pick<Desk, 'tickets'>, id: string): Promise<Ticket> {
  const ticket = await desk.tickets.get(id);
  if (!ticket) throw new PublicError(404, `There is no ticket ${id}.`);
  return ticket;
}

/** A change of a ticket. One that depends on what is stored beside it reads that, each time anew. */
export type Change = (ticket: Ticket) => Ticket | Promise<Ticket>;

/**
 * Applies `change` to the ticket and writes it. When somebody else wrote in between, reads the ticket again and applies
 * the change to that; `change` is therefore a function of the ticket and of what it reads itself, and gives the ticket back as it
 * is when there is nothing (more) to do. What agents hid of the ticket comes back by none: names, reasons and subjects are words of others, too.
 */
export async function update(desk: Pick<Desk, 'tickets' | 'secrets'>, ticket: Ticket, change: Change): Promise<Ticket> {
  let current = ticket;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const changed = await change(current);
    if (changed === current) return current;
    const saved = await desk.tickets.save(await withoutHidden(desk, changed));
    if (saved) return saved;
    current = await getTicket(desk, ticket.id);
  }
  throw new TicketContended(ticket.id);
}

async function withoutHidden(desk: Pick<Desk, 'secrets'>, ticket: Ticket): Promise<Ticket> {
  const { redactions = [] } = ticket;
  if (redactions.length === 0) return ticket;
  return withHidden(ticket, { redactions, keys: await desk.secrets.signingKeys() });
}
