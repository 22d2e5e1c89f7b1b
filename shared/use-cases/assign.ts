import type { Agent } from '../customer/agent.ts';
import { PublicError } from '../public-error.ts';
import { audited } from '../ticket/clock.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { getTicket, update } from './steps/update.ts';

/**
 * An agent takes a ticket on, or gives it to another one: `to` is an agent's id, or `me`. It moves no clock. `at` is ISO, UTC.
 * Throws a 404 for an unknown ticket and a 422 for an unknown agent.
 */
export async function assign(
  desk: Desk,
  change: { ticketId: string; agent: Agent; to: string; at: string },
): Promise<Ticket> {
  const { ticketId, agent, to, at } = change;
  const assignee = to === 'me' ? agent.id : to;
  const agents = await desk.agents.list();
  if (!agents.some(({ id }) => id === assignee)) {
    const message = `there is no agent "${assignee}"; there are ${agents.map(({ id }) => id).join(', ')}`;
    throw new PublicError(422, 'The change is refused.', [{ field: 'assign', message }]);
  }
  return update(desk, await getTicket(desk, ticketId), (ticket) =>
    ticket.assignee === assignee
      ? ticket
      : audited({ ...ticket, assignee }, { at, by: `agent:${agent.id}`, action: 'assigned', detail: assignee }),
  );
}
