import * as z from 'zod';
import { addressSchema } from '../address.ts';
import { EVENT_TYPES } from '../events/ticket-event.ts';
import { whyNoWebhookKey } from '../forms/webhook-key.ts';
import { LANGUAGES } from '../language.ts';
import { PLANS, WEEKDAYS } from '../sla/terms.ts';

export const KINDS = ['slack', 'teams', 'pager-duty', 'webhook', 'mail'] as const;
export type Kind = (typeof KINDS)[number];

/** As a source's name: part of a key, of an id and of a log line. */
export const TARGET_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

const some = <T extends z.ZodType>(schema: T) => z.array(schema).min(1).optional();

/** What goes to a target. What is left out is no condition; all that are there have to hold. */
const routeSchema = z.strictObject({
  on: z.array(z.enum(EVENT_TYPES)).min(1),
  /** Names of levels; what is no level's event does not ask. */
  levels: some(z.string()),
  priorities: some(z.enum(['1', '2', '3', '4'])),
  plans: some(z.enum(PLANS)),
  /** Addresses of the desk, `page`, or `webhook:` and the name of a form. */
  doors: some(z.string()),
  /** Ids of customers. */
  customers: some(z.string()),
});
export type Route = z.infer<typeof routeSchema>;

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time, as 09:00');

/** Whose turn it is among the targets of a list: the first, by `place`, who is on duty. */
const turnSchema = z.strictObject({
  list: z.string().regex(TARGET_NAME),
  place: z.int().min(1),
  /** Hours of a week in a zone (IANA), on holidays too. */
  hours: z.partialRecord(z.enum(WEEKDAYS), z.array(z.tuple([timeOfDay, timeOfDay]))).optional(),
  timeZone: z.string().optional(),
  /** An iCal address is in the target's secret: on duty while an event of it runs whose title has this text; without one, any event. */
  eventTitle: z.string().optional(),
});
export type Turn = z.infer<typeof turnSchema>;

/** A target as admins set it, without what is secret of it. */
export const targetSchema = z.strictObject({
  name: z.string().regex(TARGET_NAME),
  kind: z.enum(KINDS),
  /** Any of them will do. */
  routes: z.array(routeSchema).min(1).max(20),
  language: z.enum(LANGUAGES).optional(),
  turn: turnSchema.optional(),
  /** Since when an admin has it wait (ISO, UTC): nothing goes there. */
  paused: z.iso.datetime().optional(),
});
export type StoredTarget = z.infer<typeof targetSchema>;

const httpsUrl = z.url({ protocol: /^https?$/, error: 'must be an address, as https://…' });
const webhookKey = z.string().refine((key) => whyNoWebhookKey(key) === undefined && !key.startsWith('whpk_'), {
  error: 'must be whsec_ and base64 of 24 bytes or more',
});
const calendar = { calendar: httpsUrl.optional() };

/** What only the function that tells targets may read: whoever has it can write in our name, or knows whom we call at night. */
export const TARGET_SECRETS = {
  slack: z.object({ url: httpsUrl, ...calendar }),
  teams: z.object({ url: httpsUrl, ...calendar }),
  'pager-duty': z.object({
    key: z.string().regex(/^\w{32}$/, 'has 32 letters and digits'),
    url: httpsUrl.optional(),
    ...calendar,
  }),
  webhook: z.object({ url: httpsUrl, secrets: z.array(webhookKey).min(1), ...calendar }),
  mail: z.object({ to: addressSchema, ...calendar }),
} as const satisfies Record<Kind, z.ZodType>;
