import { PublicError } from '../../public-error.ts';
import { type Delivery, deliveryOf } from '../../ticket/delivery.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';

/** An answer of an agent's by its key, and what became of it. Throws a 404 for what is none. */
export async function getAnswer(
  desk: Desk,
  { ticketId, messageKey }: { ticketId: string; messageKey: string },
): Promise<{ message: Message; delivery: Delivery }> {
  const message = await desk.tickets.getMessage(ticketId, messageKey);
  const delivery = message && deliveryOf(message);
  if (!message || !delivery) throw new PublicError(404, `There is no answer ${messageKey} on ${ticketId}.`);
  return { message, delivery };
}
