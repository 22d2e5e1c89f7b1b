import * as z from 'zod';
import type { Vendor } from './vendor.ts';

/** After https://github.com/PagerDuty/api-schema (reference/events-v2/openapiv3.json) and https://developer.pagerduty.com/docs/send-alert-event. */
const links = z.array(z.strictObject({ href: z.url(), text: z.string().optional() }));
const about = { routing_key: z.string().length(32), dedup_key: z.string().min(1).max(255) };

const event = z.discriminatedUnion('event_action', [
  z.strictObject({
    ...about,
    event_action: z.literal('trigger'),
    client: z.string().optional(),
    client_url: z.url().optional(),
    links: links.optional(),
    payload: z.strictObject({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.iso.datetime(),
      custom_details: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.strictObject({ ...about, event_action: z.enum(['acknowledge', 'resolve']) }),
]);

/** The whole of an event: https://developer.pagerduty.com/docs/events-api-v2-overview (512 kB). */
const MOST_BYTES = 512_000;

export const pagerDutyVendor: Vendor = ({ body, headers }) => {
  const refuse = (error: string) => ({
    status: 400,
    said: JSON.stringify({ status: 'invalid event', errors: [error] }),
  });
  if (headers['content-type'] !== 'application/json') return refuse('content type');
  if (Buffer.byteLength(body) > MOST_BYTES) return { status: 413, said: '' };
  const { data, error } = event.safeParse(JSON.parse(body));
  if (error) return refuse(z.prettifyError(error));
  return {
    status: 202,
    said: JSON.stringify({ status: 'success', message: 'Event processed', dedup_key: data.dedup_key }),
  };
};
