import { writeByLink } from '../../shared/intake/write-by-link.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import type { MemoryDesk } from './memory-desk.ts';
import { deskOf, waitingTicket } from './stories.ts';

/** Who reads the ticket beside its requester, Anna. */
export const CARLO = 'carlo@rossi.example';

export type SaidByLink = Partial<Parameters<typeof writeByLink>[1]>;

/** A ticket of Anna's that Carlo reads, and a page of it that was made a minute ago. */
export async function ticketWithLink(): Promise<{ desk: MemoryDesk; ticket: Ticket; made: string }> {
  const desk = deskOf();
  const made = desk.now().toISOString();
  const ticket = await waitingTicket(desk, { participants: [{ address: CARLO, name: 'Carlo' }] });
  desk.pass(60);
  return { desk, ticket, made };
}

/** Anna, or whom `said` names, writes by that link now. */
export async function sayByLink(
  { desk, ticket, made }: Awaited<ReturnType<typeof ticketWithLink>>,
  said: SaidByLink & { submission: string },
): ReturnType<typeof writeByLink> {
  const now = (await desk.tickets.get(ticket.id)) as Ticket;
  const at = desk.now().toISOString();
  const usual = { ticket: now, reader: 'anna@rossi.example', text: 'And the window.', files: [], made, at };
  return writeByLink(desk, { ...usual, ...said });
}
