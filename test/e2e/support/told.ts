import * as z from 'zod';
import { ticketEventSchema } from '../../../shared/events/ticket-event.ts';

const toldSchema = z.object({
  /** All that was written is among the events. */
  isCurrent: z.boolean(),
  events: z.array(z.object({ 'detail-type': z.string(), detail: ticketEventSchema })),
});

/** What a running desk has put on its bus, in order. */
export async function toldOf(env: Record<string, string>): Promise<z.infer<typeof toldSchema>> {
  return toldSchema.parse(await (await fetch(`${env.AWS_ENDPOINT_URL_EVENTBRIDGE}/events?after=0`)).json());
}
