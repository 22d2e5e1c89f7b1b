import { audited } from '../ticket/clock.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { ByAgent } from './steps/change.ts';
import { getTicket, update } from './steps/update.ts';

/**
 * Takes a ticket off an agent who has left; one that somebody else has taken on meanwhile stays theirs. It moves no clock. `at` is ISO,
 * UTC. Throws a 404 for an unknown ticket, and `TicketContended`.
 */
export async function unassign(
  desk: Pick<Desk, 'tickets' | 'secrets'>,
  { ticketId, agentId, at }: { ticketId: string; agentId: string; at: string },
): Promise<void> {
  await update(desk, await getTicket(desk, ticketId), (current) => {
    if (current.assignee !== agentId) return current;
    const { assignee: _, ...free } = current;
    return audited(free, { at, by: 'admin', action: 'unassigned', detail: `${agentId} was removed` });
  });
}

/**
 * An agent makes a ticket nobody's, whoever had it. That one is not mailed, and no clock moves. `at` is ISO,
 * UTC. Throws a 404 for an unknown ticket, and `TicketContended`.
 */
export async function unassignByAgent(
  desk: Pick<Desk, 'tickets' | 'secrets'>,
  { ticketId, agent, at }: ByAgent,
): Promise<Ticket> {
  return update(desk, await getTicket(desk, ticketId), (current) => {
    const { assignee, ...free } = current;
    if (assignee === undefined) return current;
    return audited(free, { at, by: `agent:${agent.id}`, action: 'unassigned', detail: assignee });
  });
}
