import * as z from 'zod';

/** What a configuration set publishes (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-create-configuration-set.html). */
export const EVENT_TYPES = ['Send', 'Delivery', 'Bounce', 'Complaint', 'Reject'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** How the account stands, which an admin changes in SES's console, and what SES is to refuse on demand. */
export const rulesSchema = z.strictObject({
  /** Domains, with all below them, and addresses as which the account may send. */
  verified: z.array(z.string()),
  /** A new account: only verified recipients, and those of the mailbox simulator. */
  sandbox: z.boolean(),
  /** SES has stopped the account, as it does after too many bounces. */
  paused: z.boolean(),
  /** Recipients a second, 14 for an account that has just left the sandbox; null: as many as come. */
  perSecond: z.number().positive().nullable(),
  /** Recipients in 24 hours; null: as many as come. */
  perDay: z.number().nonnegative().nullable(),
  /** Recipients whose servers send back whatever comes, as the simulator's `bounce` does. */
  unreachable: z.array(z.string()),
  /** Recipients to whom it sends nothing, since their mail bounced or they complained. */
  suppressed: z.array(z.string()),
  /** By name, where each publishes its events. */
  configurationSets: z.record(z.string(), z.object({ topicArn: z.string(), events: z.array(z.enum(EVENT_TYPES)) })),
  /** Refusals of any kind, before any rule: the next `times` mails, or all; with `to`, those to that recipient only. */
  refuse: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      status: z.int().min(400).max(599).optional(),
      times: z.int().positive().optional(),
      to: z.string().optional(),
    }),
  ),
});
export type Rules = z.infer<typeof rulesSchema>;
