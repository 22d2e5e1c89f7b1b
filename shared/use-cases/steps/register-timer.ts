import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/** Registers the ticket's timer with the scheduler, when it has one. */
export async function registerTimer(desk: Desk, ticket: Ticket): Promise<void> {
  const { version, next } = ticket.timer;
  if (next) await desk.timers.register({ ticketId: ticket.id, version, at: next.at });
}
