import * as z from 'zod';
import {
  emailField,
  nameField,
  optionalLineField,
  priorityField,
  subjectField,
  textField,
} from '../../shared/forms/fields.ts';
import type { Priority } from '../../shared/sla/terms.ts';
import { QUARANTINE_STATES } from '../../shared/ticket/quarantine.ts';
import { STATES, type State } from '../../shared/ticket/ticket.ts';
import { AWAITS } from '../../shared/ticket/view.ts';
import { UNRESPONSIVE } from '../../shared/use-cases/change-priority.ts';

/** What the agents' API takes. Unknown fields are refused: a misspelt one would otherwise be silently ignored. */

const NOT_AN_OBJECT = { error: 'The request must be a JSON object.' };
const NOT_A_LIMIT = 'must be a whole number from 1 to 100';
/** Chosen by us; the draft leaves it open. https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
const IDEMPOTENCY_KEY = /^[\x20-\x7e]{1,255}$/;

const oneOf = (words: readonly string[]) => `must be one of: ${words.join(', ')}`;

/** Which part of a list. */
const page = {
  limit: z.coerce
    .number({ error: NOT_A_LIMIT })
    .int({ error: NOT_A_LIMIT })
    .min(1, { error: NOT_A_LIMIT })
    .max(100, { error: NOT_A_LIMIT })
    .default(25),
  cursor: z
    .string({ error: 'must be given once' })
    .min(1, { error: 'must be the `next` of the page before' })
    .optional(),
};

export const listSchema = z.strictObject({
  state: z.enum(STATES, { error: oneOf(STATES) }).optional(),
  awaits: z.enum(AWAITS, { error: oneOf(AWAITS) }).optional(),
  priority: priorityField,
  assignee: z.string({ error: 'must be given once' }).min(1, { error: 'must be the id of an agent' }).optional(),
  customer: z.string({ error: 'must be given once' }).min(1, { error: 'must be the id of a customer' }).optional(),
  ...page,
});

export const storySchema = z.strictObject({
  before: z.string({ error: 'must be given once' }).min(1, { error: 'must be what the page after it gave' }).optional(),
});

export const quarantineListSchema = z.strictObject({
  state: z.enum(QUARANTINE_STATES, { error: oneOf(QUARANTINE_STATES) }).optional(),
  ...page,
});

const ACCEPTABLE = ['virus'] as const;

export const releaseSchema = z.strictObject({ accept: z.enum(ACCEPTABLE, { error: oneOf(ACCEPTABLE) }).optional() });

const FILED_CHANNELS = ['agent', 'phone'] as const;

export const filingSchema = z
  .strictObject(
    {
      email: emailField,
      name: nameField,
      subject: subjectField,
      body: textField,
      priority: priorityField,
      channel: z.enum(FILED_CHANNELS, { error: oneOf(FILED_CHANNELS) }).default('agent'),
      /** When the customer called, for a call that is filed later (promise.md section 5). */
      calledAt: z.iso
        .datetime({ offset: true, error: 'must be an ISO instant, as 2026-11-30T08:15:00Z' })
        .transform((text) => new Date(text).toISOString())
        .optional(),
    },
    NOT_AN_OBJECT,
  )
  .refine(({ channel, calledAt }) => channel === 'phone' || calledAt === undefined, {
    path: ['calledAt'],
    error: 'goes with the channel phone only',
  });

export const textSchema = z.strictObject({ text: textField }, NOT_AN_OBJECT);

export const responseSchema = z.strictObject(
  {
    text: textField,
    /** The customer of a P1 is told by when to answer, and waited for (promise.md section 7). */
    asks: z.boolean({ error: 'must be true or false' }).default(false),
  },
  NOT_AN_OBJECT,
);

/** Somebody who is to read a ticket. */
export const readerSchema = z.strictObject({ address: emailField, name: nameField }, NOT_AN_OBJECT);

/** Which of what came from outside: one message, one writer's, or all. */
export const outsideSchema = z
  .strictObject(
    { message: z.string({ error: 'must be the key of a message' }).optional(), address: emailField.optional() },
    NOT_AN_OBJECT,
  )
  .refine(({ message, address }) => message === undefined || address === undefined, {
    path: ['address'],
    error: 'goes without a message: that is of one writer',
  });

const reason = optionalLineField(500);

type Change =
  | { priority: Priority | undefined; reason: string }
  | { state: State; reason: string | undefined; twin: string | undefined };

/** One change at a time: each has a reason of its own. */
export const changeSchema = z
  .strictObject(
    {
      priority: priorityField,
      state: z.enum(STATES, { error: oneOf(STATES) }).optional(),
      reason,
      twin: z.string({ error: 'must be the number of a ticket' }).toUpperCase().optional(),
    },
    NOT_AN_OBJECT,
  )
  .transform(({ priority, state, reason, twin }, ctx): Change => {
    if (priority !== undefined && state !== undefined)
      return fail(ctx, 'state', 'is to be changed by a request of its own');
    if (twin !== undefined && state !== 'closed') return fail(ctx, 'twin', 'goes with the state closed only');
    if (state !== undefined) return { state, reason, twin };
    // An unresponsive customer's P1 becomes a P2 unless the agent says otherwise (promise.md section 2).
    if (priority === undefined && reason !== UNRESPONSIVE)
      return fail(ctx, 'priority', 'is missing: give a priority with a reason, or a state');
    if (reason === undefined) return fail(ctx, 'reason', 'is missing: a change of priority needs one');
    return { priority, reason };
  });

export const idempotencyKeySchema = z.object({
  'Idempotency-Key': z
    .string()
    .regex(IDEMPOTENCY_KEY, { error: 'must be 1 to 255 printable ASCII characters, as a UUID is' })
    .optional(),
});

function fail(ctx: z.RefinementCtx, field: string, message: string): never {
  ctx.addIssue({ code: 'custom', path: [field], message });
  return z.NEVER;
}
