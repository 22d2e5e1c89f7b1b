import * as z from 'zod';
import type { Vendor } from './vendor.ts';

/** https://learn.microsoft.com/connectors/teams: about 28 kB, all included. */
const MOST_BYTES = 28_000;

/** Of https://adaptivecards.io/schemas/1.4.0/adaptive-card.json what we use, and nothing beside it. */
const element = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('TextBlock'),
    text: z.string().min(1),
    size: z.enum(['Default', 'Small', 'Medium', 'Large', 'ExtraLarge']).optional(),
    weight: z.enum(['Default', 'Lighter', 'Bolder']).optional(),
    wrap: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('RichTextBlock'),
    inlines: z.array(z.strictObject({ type: z.literal('TextRun'), text: z.string().min(1) })).min(1),
  }),
  z.strictObject({
    type: z.literal('FactSet'),
    facts: z.array(z.strictObject({ title: z.string().min(1), value: z.string().min(1) })).min(1),
  }),
]);
const card = z.strictObject({
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.4'),
  body: z.array(element).min(1),
  actions: z
    .array(z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url: z.url() }))
    .min(1),
});

/** https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using: the one form that a workflow takes. */
const message = z.strictObject({
  type: z.literal('message'),
  attachments: z
    .array(z.strictObject({ contentType: z.literal('application/vnd.microsoft.card.adaptive'), content: card }))
    .length(1),
});

export const teamsVendor: Vendor = ({ body, headers }) => {
  if (headers['content-type'] !== 'application/json') return { status: 400, said: 'content type' };
  if (Buffer.byteLength(body) > MOST_BYTES) return { status: 413, said: 'Request Entity too large' };
  const { error } = message.safeParse(JSON.parse(body));
  return error ? { status: 400, said: z.prettifyError(error) } : { status: 202, said: '' };
};
