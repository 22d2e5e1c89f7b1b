import { audited } from '../ticket/clock.ts';
import { withLinksRevoked } from '../ticket/link-access.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { ByAgent } from './steps/change.ts';
import { getTicket, update } from './steps/update.ts';

/**
 * An agent ends every link to the ticket that was made until now, of all its readers (docs/promise.md section 9): one went astray. Nobody
 * is told; each of our next mails brings a new one, and `mailLink` one at once. Throws a 404 for an unknown ticket.
 */
export async function revokeLinks(desk: Desk, { ticketId, agent, at }: ByAgent): Promise<Ticket> {
  const line = { at, by: `agent:${agent.id}`, action: 'links revoked' };
  return update(desk, await getTicket(desk, ticketId), (ticket) => audited(withLinksRevoked(ticket, at), line));
}
