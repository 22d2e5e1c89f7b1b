import { createHmac } from 'node:crypto';
import { sharedKey } from '../../forms/webhook-key.ts';
import type { Target } from '../target.ts';

/**
 * Any URL, by Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): the event as it
 * is, with no customer's words. Each secret signs, so that they can be changed without a gap. An id of theirs has no dot.
 */
export function webhook({ url, secrets }: { url: string; secrets: readonly string[] }): Target {
  return {
    call: ({ event, ticket, isSample }, now) => {
      const data = { ...event, link: ticket.link, ...(isSample && { sample: true }) };
      const body = JSON.stringify({ type: `ticket.${event.type}`, timestamp: event.at, data });
      const id = event.id.replaceAll('.', '_');
      const timestamp = String(Math.floor(now.getTime() / 1000));
      const signature = secrets.map((secret) => `v1,${sign(secret, `${id}.${timestamp}.${body}`)}`).join(' ');
      const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
      return { url, headers: { 'content-type': 'application/json', ...signed }, body };
    },
  };
}

function sign(secret: string, text: string): string {
  return createHmac('sha256', Buffer.from(sharedKey(secret) ?? '', 'base64'))
    .update(text)
    .digest('base64');
}
