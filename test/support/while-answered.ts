import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { getTicket, update } from '../../shared/use-cases/steps/update.ts';

/**
 * What an agent may do once whoever asked was answered, such as to take them from those who read; then it is as it was, as where that answer
 * came back. Throws what `change` throws.
 */
export async function whileAnswered(desk: Desk, ticketId: string, change: () => Promise<unknown>): Promise<void> {
  const { state } = await set(desk, ticketId, 'answered');
  await change();
  await set(desk, ticketId, state);
}

/** Sets the state; gives the ticket as it was. */
async function set(desk: Desk, ticketId: string, state: Ticket['state']): Promise<Ticket> {
  const ticket = await getTicket(desk, ticketId);
  await update(desk, ticket, (current) => ({ ...current, state }));
  return ticket;
}
