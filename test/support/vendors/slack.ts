import * as z from 'zod';
import type { Vendor } from './vendor.ts';

/**
 * What an incoming webhook takes of ours, after https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and
 * https://docs.slack.dev/reference/block-kit (text object, section), as of 2026-11. Slack ignores what it does not know; we send none.
 */
const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
const mrkdwn = (most: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(most), verbatim: z.boolean().optional() });

const section = z.strictObject({
  type: z.literal('section'),
  text: z.union([plainText(3000), mrkdwn(3000)]),
  fields: z
    .array(z.union([plainText(2000), mrkdwn(2000)]))
    .min(1)
    .max(10)
    .optional(),
});

const message = z.strictObject({
  text: z.string().min(1).max(40_000),
  blocks: z.array(section).min(1).max(50),
  unfurl_links: z.boolean(),
  unfurl_media: z.boolean(),
});

/** Its answers are bare words (https://api.slack.com/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks). */
export const slackVendor: Vendor = ({ body, headers }) => {
  if (headers['content-type'] !== 'application/json') return { status: 400, said: 'invalid_payload' };
  const { error } = message.safeParse(JSON.parse(body));
  return error ? { status: 400, said: `invalid_blocks ${z.prettifyError(error)}` } : { status: 200, said: 'ok' };
};
