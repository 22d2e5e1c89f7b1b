import { Webhook } from 'standardwebhooks';
import * as z from 'zod';
import { ticketEventSchema } from '../../../shared/events/ticket-event.ts';
import type { Vendor } from './vendor.ts';

const envelope = z.strictObject({
  type: z.string().regex(/^ticket\.[a-z]+$/),
  timestamp: z.iso.datetime(),
  data: z.looseObject({}),
});

/** Who takes our webhooks with the library of the specification's authors, and reads the event as we publish it. */
export function standardWebhooksVendor(secret: string): Vendor {
  const verifier = new Webhook(secret);
  return ({ body, headers }) => {
    try {
      const { type, data } = envelope.parse(verifier.verify(body, headers as Record<string, string>));
      const event = ticketEventSchema.parse(data);
      return type === `ticket.${event.type}` ? { status: 204, said: '' } : { status: 422, said: 'another type' };
    } catch (error) {
      return { status: 401, said: String(error) };
    }
  };
}
