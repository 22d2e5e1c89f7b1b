import * as z from 'zod';
import { PLANS } from '../sla/terms.ts';
import { STATES, ticketSchema } from '../ticket/ticket.ts';

/** `source` of every event on the bus; its `detail-type` is `ticket.<type>`, its `detail` is the event (docs/events.md). */
export const EVENT_SOURCE = 'support-desk';

/** What may happen to a ticket and is told by a change of the ticket itself. */
const CHANGE_TYPES = [
  'opened',
  'responded',
  'warned',
  'breached',
  'escalated',
  'retimed',
  'prioritized',
  'assigned',
  'closed',
  'reopened',
  'undelivered',
  'unresponsive',
] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number];

/** An instant, ISO 8601 in UTC with milliseconds. */
const instant = z.iso.datetime();

/** Within a schema number fields and values are added, never changed or taken away: who reads an event ignores what is new to it. */
const common = {
  schema: z.literal(1),
  /** The same again is the same event. */
  id: z.string(),
  /** When it happened. */
  at: instant,
  /** Who did it: a customer has no address here, an agent the id. */
  by: z.string().regex(/^(?:desk|admin|customer|agent:.+)$/),
  /** It was told again, from the trail: the ticket is shown as it was when this was told, and not as it was then. */
  replayed: z.literal(true).optional(),
  /** What else is known of it, by its type. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
};

/** What a rule goes by. No subject, text, name or address of a person: who needs one asks the API. */
const summarySchema = z.object({
  id: z.string(),
  /** Of the write that this came with. What has a lower one than was seen before is old. */
  version: z.number(),
  state: z.enum(STATES),
  /** As text, which rules match best. */
  priority: z.enum(['1', '2', '3', '4']),
  plan: z.enum(PLANS),
  channel: ticketSchema.shape.channel,
  /** The desk's own address that it came to, or the name of the form; missing when an agent filed it. */
  door: z.string().optional(),
  /** Id of the customer; missing for whom no record knows. */
  customer: z.string().optional(),
  /** Id of the agent who has it. */
  assignee: z.string().optional(),
  /** One of a flood of unproved requests. */
  flood: z.literal(true).optional(),
  /** From when on its answer is counted, and by when it is due. */
  openedAt: instant,
  respondBy: instant,
});
export type TicketSummary = z.infer<typeof summarySchema>;

/** Something happened to a ticket. Of a customer's further message nothing is known but the ticket's number: it is no change of the ticket. */
export const ticketEventSchema = z.discriminatedUnion('type', [
  z.object({ ...common, type: z.enum(CHANGE_TYPES), ticket: summarySchema }),
  z.object({ ...common, type: z.literal('replied'), ticket: z.object({ id: z.string() }) }),
]);
export type TicketEvent = z.infer<typeof ticketEventSchema>;

export const EVENT_TYPES = [...CHANGE_TYPES, 'replied'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
