import { because } from '../refusals.ts';
import { confirmedBy, owesAcknowledgement } from '../ticket/confirmed.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import { addressesOf } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { unreachableBy } from '../ticket/reachable.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { acknowledgeLate } from './steps/acknowledge-late.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { takingIn } from './steps/take-in.ts';
import { getTicket } from './steps/update.ts';

/**
 * An agent confirms that the requester is who the ticket says (docs/promise.md section 9): the customer of a mail that an agent passed
 * on, or whom a Reply-To names. Who was to be acknowledged only then is acknowledged now, as long as the ticket waits. What came in their
 * name and was not proved is taken in. Confirming twice does nothing twice. Throws a 404 for an unknown ticket, a 422 when nobody can be read, `TaskBusy` while
 * the ticket is being opened, and what a port throws: repeating it, or the sweep, then finishes what is left.
 */
export async function confirmRequester(desk: Desk, { ticketId, agent, at }: ByAgent): Promise<Ticket> {
  const ticket = await getTicket(desk, ticketId);
  const nobody = unreachableBy(desk.settings, ticket.requester.address);
  if (nobody !== undefined) throw refusal('confirm', because('confirmNobody', nobody));
  const { unconfirmed, address } = ticket.requester;
  const takeIn = await takingIn(desk, ticket, unconfirmed ? [address] : addressesOf(ticket.requester), at);
  return acknowledgeLate(desk, ticket, messageKeyFor(ticket.source), (current) => {
    const sure = confirmedBy(current, { at, agentId: agent.id });
    return { changed: takeIn(sure), owes: sure !== current && owesAcknowledgement(current) };
  });
}
