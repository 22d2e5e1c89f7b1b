import * as z from 'zod';
import { quoteSchema } from '../customer/customer.ts';
import { LANGUAGES } from '../language.ts';
import { PLANS, PRIORITIES } from '../sla/terms.ts';
import { sentMailSchema } from './caps.ts';
import { taskSchema } from './task.ts';

/** An instant as it is stored and shown: ISO 8601 in UTC with milliseconds and `Z`, so that text order is time order. */
const instant = z.iso.datetime();

const CHANNELS = ['email', 'webhook', 'phone', 'agent'] as const;
export type Channel = (typeof CHANNELS)[number];

/** `waiting` for a first response, `answered`, or `closed`. */
export const STATES = ['waiting', 'answered', 'closed'] as const;
export type State = (typeof STATES)[number];

/** Closing without a response needs one of these and counts as cancelled, never as met (promise.md section 5). */
export const CANCEL_REASONS = ['spam', 'duplicate', 'withdrawn'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** The running clock of the first response. Stays on the ticket when it has stopped, as the record of what was promised. */
const clockSchema = z.object({
  /** Counts up when the ticket is re-timed. */
  version: z.number(),
  /** The team's receipt of the request: never the mail's own `Date:` (promise.md section 5). */
  start: instant,
  deadline: instant,
  /** Promised response time in seconds of open time. */
  targetSeconds: z.number(),
  /** The calendar this clock runs on, which is not the customer's when the plan says so (promise.md section 4). */
  calendar: z.string(),
  timeZone: z.string(),
  /** One sentence that says why the deadline is what it is. */
  why: z.string(),
  /** Opening by opening how the target was used up; cut short when long. */
  openings: z.array(z.object({ from: instant, to: instant, seconds: z.number() })),
  /** Local dates in between that are holidays and would have been open. */
  holidays: z.array(z.object({ date: z.string(), name: z.string().optional() })).default([]),
  /** What may be wrong with the deadline, such as holidays that nobody knows yet. */
  warnings: z.array(z.string()).default([]),
  /** Escalation levels in order of time, see promise.md section 6. */
  levels: z.array(z.object({ name: z.string(), at: instant })),
});
export type Clock = z.infer<typeof clockSchema>;

/**
 * The one registered timer of a ticket: the next level. A fired timer counts only if its version still matches; `next` is
 * absent when nothing runs.
 */
const timerSchema = z.object({
  version: z.number(),
  next: z.object({ level: z.string(), at: instant }).optional(),
  registered: z.boolean(),
});

const escalationSchema = z.object({
  /** The highest level reached. */
  level: z.string(),
  /** Version of the clock it belongs to: a level fires once for a ticket's clock. */
  clock: z.number(),
  /** Version of the timer that fired it, by which a repeated delivery finds it. */
  timer: z.number(),
  /** When it fell due. */
  due: instant,
  /** When the desk recorded it. */
  at: instant,
  notice: taskSchema,
});
export type Escalation = z.infer<typeof escalationSchema>;

/** One line of the audit trail: who did what, when. State changes only; messages are their own record. */
const auditSchema = z.object({
  at: instant,
  /** `desk`, `admin`, `customer:<address>` or `agent:<id>`. */
  by: z.string(),
  action: z.string(),
  detail: z.string().optional(),
});
export type AuditEntry = z.infer<typeof auditSchema>;

export const ticketSchema = z.object({
  id: z.string(),
  /** Where the request came from, channel and the channel's own id: the ticket's identity is derived from it. */
  source: z.string(),
  channel: z.enum(CHANNELS),
  state: z.enum(STATES),
  priority: z.union(PRIORITIES.map((priority) => z.literal(priority))),
  subject: z.string(),
  requester: z.object({
    address: z.string(),
    name: z.string().optional(),
    /** The sender proved to own the address (DMARC pass, or an agent's word). */
    verified: z.boolean(),
  }),
  customer: z.object({ id: z.string(), name: z.string() }).optional(),
  terms: z.object({
    plan: z.enum(PLANS),
    calendar: z.string(),
    timeZone: z.string(),
    /** Dates that are closed, from the start on as far as a clock may run. */
    holidays: z.array(z.string()),
    holidayRegion: z.string().optional(),
    ...quoteSchema.shape,
  }),
  language: z.enum(LANGUAGES),
  clock: clockSchema,
  timer: timerSchema,
  /** Message-ID of the customer's mail, so that our mails thread below it. */
  messageId: z.string().optional(),
  /** Message-ID that the mail service gave our acknowledgement. */
  acknowledgedAs: z.string().optional(),
  /** Who else is in the conversation, copied or having written: they see public answers. The requester is not among them. */
  participants: z.array(z.object({ address: z.string(), name: z.string().optional() })).default([]),
  /** Id of the agent who has taken it on. */
  assignee: z.string().optional(),
  /** Nobody is to be acknowledged: the request came from a machine, or from an address of ours. */
  silent: z.boolean(),
  /** Registering the timer, acknowledging, telling the agents. */
  opening: taskSchema,
  firstResponse: z.object({ at: instant, by: z.string(), met: z.boolean() }).optional(),
  cancelled: z.enum(CANCEL_REASONS).optional(),
  escalations: z.array(escalationSchema),
  /** The automatic mails of the last ten minutes, for the caps. */
  sent: z.array(sentMailSchema).default([]),
  audit: z.array(auditSchema),
  createdAt: instant,
  /** Counts writes; every write names the version it changes. */
  version: z.number(),
});
export type Ticket = z.infer<typeof ticketSchema>;
