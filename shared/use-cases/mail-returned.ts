import type { OfMessage } from '../mail/signed/bounce-address.ts';
import { ServiceBusy } from '../outcome.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { type DeliveryFailure, deliveryFailed } from './delivery-failed.ts';
import { recipientsFor } from './steps/recipients.ts';
import { tellTeam } from './steps/tell-team.ts';

/**
 * The mail service says that a mail of a message did not arrive.
 *
 * 1. What follows for the ticket and its clock (`deliveryFailed`). The mail of a customer's own message acknowledged it.
 * 2. The agents hear that an answer came back, or that the customer knows nothing of the ticket; not if they know it by another server's
 *    report (`isTold`).
 *
 * The notice is named by when the desk first heard of it (`failure.at`), so doing it again tells nobody twice. Throws `ServiceBusy`.
 */
export async function mailReturned(
  desk: Desk,
  { ticketId, messageKey, resent, sentTo }: OfMessage,
  failure: DeliveryFailure,
  { isTold }: { isTold: boolean },
): Promise<void> {
  const message = await ifReadable(desk.tickets.getMessage(ticketId, messageKey));
  const isAnswer = message?.author === 'agent' && message.kind === 'public';
  const mail = { ticketId, sentTo, ...(isAnswer && { messageKey, resent }) };
  const after = await deliveryFailed(desk, mail, failure);
  const lost = after?.lost ?? (after?.whose?.is === 'reader' ? messageKey : undefined);
  if (!after || lost === undefined || isTold) return;
  const { ticket } = after;
  const kind = lost === messageKeyFor(ticket.source) ? 'undelivered' : 'returned';
  const people = recipientsFor(desk, ticket, kind, await desk.agents.list());
  const about = { kind, messageKey: lost, cause: 'once' } as const;
  const told = await tellTeam(desk, ticket, people, { at: failure.at, about });
  if (told.outcome !== 'done') throw new ServiceBusy(told);
}
