import type { OfMessage } from '../mail/signed/bounce-address.ts';
import type { Desk } from '../ticket/ports.ts';
import { ifReadable } from '../ticket/ticket-store.ts';

/**
 * The requester's server took an answer at `at` (ISO, UTC): the message says so. That is no reading, and moves nothing: the clock stopped when
 * the answer left (docs/promise.md section 5).
 */
export async function mailDelivered(
  desk: Desk,
  { ticketId, messageKey, resent, sentTo }: OfMessage,
  at: string,
): Promise<void> {
  if (sentTo?.as !== 'requester') return;
  const message = await ifReadable(desk.tickets.getMessage(ticketId, messageKey));
  const isAnswer = message?.author === 'agent' && message.kind === 'public';
  // A late report of a mail that was sent again since says nothing of the newest.
  if (isAnswer && message.resent === resent) await desk.tickets.markDelivered(message, at);
}
