import { startedAt } from '../ticket/clock.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { TicketSummary } from './ticket-event.ts';

/** What an event shows of a ticket. */
export function summaryOf(ticket: Ticket): TicketSummary {
  const { id, version, state, priority, terms, channel, door, customer, assignee, flood, clock } = ticket;
  return {
    id,
    version,
    state,
    priority: `${priority}`,
    plan: terms.plan,
    channel,
    ...(door !== undefined && { door }),
    ...(customer && { customer: customer.id }),
    ...(assignee !== undefined && { assignee }),
    ...(flood && { flood }),
    openedAt: startedAt(clock),
    respondBy: clock.deadline,
  };
}
