import * as z from 'zod';
import {
  emailField,
  nameField,
  optionalLineField,
  priorityField,
  subjectField,
  textField,
} from '../../shared/forms/fields.ts';
import { PLANS, type Plan, type Priority } from '../../shared/sla/terms.ts';
import { QUARANTINE_STATES } from '../../shared/ticket/quarantine.ts';
import { STATES, type State } from '../../shared/ticket/ticket.ts';
import { AWAITS } from '../../shared/ticket/view.ts';
import { UNRESPONSIVE } from '../../shared/use-cases/change-priority.ts';
import { knownZone } from '../web/known-zone.ts';

/** What the agents' API takes. Unknown fields are refused: a misspelt one would otherwise be silently ignored. */

export const NOT_AN_OBJECT = { error: 'The request must be a JSON object.' };
const NOT_A_LIMIT = 'must be a whole number from 1 to 100';

export const oneOf = (words: readonly string[]) => `must be one of: ${words.join(', ')}`;

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
  snoozed: z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((text) => text === 'true')
    .optional(),
  priority: priorityField,
  assignee: z.string({ error: 'must be given once' }).min(1, { error: 'must be the id of an agent' }).optional(),
  customer: z.string({ error: 'must be given once' }).min(1, { error: 'must be the id of a customer' }).optional(),
  ...page,
});

export const searchSchema = z.strictObject({
  q: z
    .string({ error: 'is missing, or given twice: what to look for' })
    .trim()
    .min(1, { error: 'is empty: the number of a ticket, an address, words of it, or a part of a customer’s name' })
    .describe('The number of a ticket, an address or its domain, words of the ticket, or a part of a customer’s name'),
});

export const leadSchema = z.strictObject({
  timeZone: z
    .string({ error: 'must be given once' })
    .refine((name) => knownZone(name) !== undefined, { error: 'is no time zone: write it as Europe/Rome' })
    .describe('The zone whose day is today; else the desk’s own')
    .optional(),
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

const NOT_AN_INSTANT = 'must be an ISO instant, as 2026-11-30T08:15:00Z';
const instant = (error: string) =>
  z.iso.datetime({ offset: true, error }).transform((text) => new Date(text).toISOString());
const instantField = instant(NOT_AN_INSTANT);

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
      calledAt: instantField.optional(),
    },
    NOT_AN_OBJECT,
  )
  .refine(({ channel, calledAt }) => channel === 'phone' || calledAt === undefined, {
    path: ['calledAt'],
    error: 'goes with the channel phone only',
  });

export const textSchema = z.strictObject({ text: textField }, NOT_AN_OBJECT);

export const responseSchema = z
  .strictObject(
    {
      text: textField,
      /** The customer of a P1 is told by when to answer, and waited for (promise.md section 7). */
      asks: z.boolean({ error: 'must be true or false' }).default(false),
      /** Key of the newest public message that its writer has seen: when there is a newer one, nothing is sent. */
      seen: z
        .string({ error: 'must be the id of a message' })
        .min(1, { error: 'must be the id of a message' })
        .optional(),
      /** It was given in a call; the mail confirms it (promise.md section 5). */
      givenByPhone: z
        .strictObject({ at: instantField }, { error: 'must be an object: {"at": "2026-11-30T08:15:00Z"}' })
        .optional(),
    },
    NOT_AN_OBJECT,
  )
  .refine(({ asks, givenByPhone }) => !asks || givenByPhone === undefined, {
    path: ['asks'],
    error: 'goes with a written answer: what is asked in a call is answered there',
  });

const NOT_WORDS = 'must be the words to hide, at most 2,000 characters, as the message shows them';

/** What is hidden of a message: some words, or all of it. */
export const redactionSchema = z
  .strictObject(
    {
      text: z.string({ error: NOT_WORDS }).max(2_000, { error: NOT_WORDS }).optional(),
      whole: z.literal(true, { error: 'must be true, or left out' }).optional(),
    },
    NOT_AN_OBJECT,
  )
  .refine(({ text, whole }) => (text === undefined) !== (whole === undefined), {
    path: ['text'],
    error: 'is missing: give the words to hide, or "whole": true, and not both',
  });

/** Somebody who is to read a ticket. */
export const readerSchema = z.strictObject({ address: emailField, name: nameField }, NOT_AN_OBJECT);

/** Who reads a ticket and is to get a new link to it. */
export const followLinkSchema = z.strictObject({ address: emailField }, NOT_AN_OBJECT);

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

const NOT_TAGS = 'must be a list of tags, at most 100';
const tagsField = z
  .array(z.string({ error: NOT_TAGS }), { error: NOT_TAGS })
  .max(100, { error: NOT_TAGS })
  .default([]);

/** What a request changes. */
export type Change =
  | { priority: Priority | undefined; reason: string }
  | { state: State; reason: string | undefined; twin: string | undefined }
  | { requester: { address: string; name?: string | undefined } }
  | { customer: string | null }
  | { plan: Plan }
  | { snoozedUntil: string | null }
  | { assignee: string | null }
  | { tags: { add: string[]; remove: string[] } };

/** Kinds of change: one at a time, since each has an answer of its own. */
const KINDS = ['priority', 'state', 'requester', 'customer', 'plan', 'tags', 'snoozedUntil', 'assignee'] as const;

const NOT_AN_ASSIGNEE = 'must be the id of an agent, "me", or null for nobody';

/** One change at a time. A correction needs no reason: the trail has what it was before. */
export const changeSchema = z
  .strictObject(
    {
      priority: priorityField,
      state: z.enum(STATES, { error: oneOf(STATES) }).optional(),
      reason,
      twin: z.string({ error: 'must be the number of a ticket' }).toUpperCase().optional(),
      requester: z
        .strictObject(
          { address: emailField, name: nameField },
          { error: 'must be an object: {"address": "anna@acme.example", "name": "Anna"}, the name optional' },
        )
        .optional(),
      customer: z
        .string({ error: 'must be the id of a customer, or null for none' })
        .min(1, { error: 'must be the id of a customer, or null for none' })
        .max(100, { error: 'must be the id of a customer, or null for none' })
        .nullable()
        .optional(),
      plan: z.enum(PLANS, { error: oneOf(PLANS) }).optional(),
      assignee: z
        .string({ error: NOT_AN_ASSIGNEE })
        .min(1, { error: NOT_AN_ASSIGNEE })
        .max(100, { error: NOT_AN_ASSIGNEE })
        .nullable()
        .optional(),
      snoozedUntil: instant(`${NOT_AN_INSTANT}, or null to end it`).nullable().optional(),
      tags: z
        .strictObject(
          { add: tagsField, remove: tagsField },
          { error: 'must be an object: {"add": ["billing"], "remove": []}' },
        )
        .refine(({ add, remove }) => add.length + remove.length > 0, {
          error: 'name nothing: give tags to add or to remove',
        })
        .optional(),
    },
    NOT_AN_OBJECT,
  )
  .transform((given, ctx): Change => {
    const [, another] = KINDS.filter((kind) => given[kind] !== undefined);
    if (another !== undefined) return fail(ctx, another, 'is to be changed by a request of its own');
    const { priority, state, reason, twin, requester, customer, plan, tags, snoozedUntil, assignee } = given;
    if (twin !== undefined && state !== 'closed') return fail(ctx, 'twin', 'goes with the state closed only');
    if (state !== undefined) return { state, reason, twin };
    if (requester !== undefined) return { requester };
    if (customer !== undefined) return { customer };
    if (plan !== undefined) return { plan };
    if (tags !== undefined) return { tags };
    if (snoozedUntil !== undefined) return { snoozedUntil };
    if (assignee !== undefined) return { assignee };
    // An unresponsive customer's P1 becomes a P2 unless the agent says otherwise (promise.md section 2).
    if (priority === undefined && reason !== UNRESPONSIVE)
      return fail(
        ctx,
        'priority',
        'is missing: give a priority with a reason, or a state, requester, customer, plan, tags, snoozedUntil or assignee',
      );
    if (reason === undefined) return fail(ctx, 'reason', 'is missing: a change of priority needs one');
    return { priority, reason };
  });

function fail(ctx: z.RefinementCtx, field: string, message: string): never {
  ctx.addIssue({ code: 'custom', path: [field], message });
  return z.NEVER;
}
