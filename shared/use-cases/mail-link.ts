import { toAddress } from '../address.ts';
import { tellLink } from '../notify/link-mail.ts';
import { withPosted } from '../notify/post.ts';
import { ServiceBusy } from '../outcome.ts';
import { because } from '../refusals.ts';
import { audited } from '../ticket/clock.ts';
import { isReader } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { getTicket, update } from './steps/update.ts';

/**
 * An agent has a new link to the ticket mailed to somebody who reads it (docs/promise.md section 9). Asked again, it is mailed again.
 * Throws a 404 for an unknown ticket, a 422 for who does not read it and for a mail that did not go, with the reason, and `ServiceBusy`
 * while the mail service cannot take it.
 */
export async function mailLink(
  desk: Desk,
  { ticketId, agent, at, address }: ByAgent & { address: string },
): Promise<Ticket> {
  const ticket = await getTicket(desk, ticketId);
  const reader = toAddress(address);
  if (reader === undefined || !isReader(ticket, reader)) {
    throw refusal('address', because('linkNoReader', { address }));
  }
  const mail = await tellLink(desk, ticket, reader);
  const { result } = mail;
  if (result.outcome === 'later') throw new ServiceBusy(result);
  const line = { at, by: `agent:${agent.id}`, action: 'link mailed', detail: reader };
  const saved = await update(desk, ticket, (current) => {
    const told = withPosted(current, [mail]);
    return result.outcome === 'done' ? audited(told, line) : told;
  });
  if (result.outcome !== 'done')
    throw refusal('address', because('linkNotMailed', { address: reader, reason: result.reason }));
  return saved;
}
