import type { Context } from 'hono';
import { linkMaker } from '../../shared/present/link-maker.ts';
import { presentMessage } from '../../shared/present/present-message.ts';
import { presentTicket } from '../../shared/present/present-ticket.ts';
import { PublicError } from '../../shared/public-error.ts';
import { deliveryOf } from '../../shared/ticket/delivery.ts';
import type { Message } from '../../shared/ticket/message.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import type { ApiEnv } from './agent.ts';

/**
 * What became of an answer: 202 when the mail service cannot take it now (it goes as soon as it can, and counts once it has).
 * Throws a 422 when nothing left for the customer.
 */
export async function answered(
  c: Context<ApiEnv>,
  desk: Desk,
  { ticket, message }: { ticket: Ticket; message: Message },
  status: 200 | 201,
): Promise<Response> {
  const delivery = deliveryOf(message);
  // What was said by phone counts; that its confirmation did not go shows on the message.
  if (delivery?.state === 'refused' && message.givenByPhone === undefined) {
    throw new PublicError(422, `The answer was not sent, and the ticket still waits: ${delivery.reason}`);
  }
  const body = { ticket: presentTicket(ticket), message: presentMessage(message, await linkMaker(desk)) };
  const isOnItsWay = delivery?.state === 'parked' || delivery?.state === 'sending';
  return c.json(body, isOnItsWay ? 202 : status);
}
