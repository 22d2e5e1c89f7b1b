import * as z from 'zod';
import { PRIORITIES } from '../sla/terms.ts';
import { taskSchema } from './task.ts';
import { undoneSchema } from './undone.ts';

/** A text of a message that is kept in the bucket: its key, and its size in bytes. */
const fileSchema = z.object({ key: z.string(), size: z.number() });

const attachmentSchema = z.object({
  /** As the sender named it; for showing only. */
  filename: z.string(),
  contentType: z.string(),
  size: z.number(),
  /** Key in the mail bucket. */
  key: z.string(),
  inline: z.boolean(),
  /** Content-ID, for images that the HTML shows. */
  cid: z.string().optional(),
  /** An agent hid it: it is given to nobody. Its key has no name any more. */
  redacted: z.boolean().optional(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** Who wrote a message. `unverified` claimed to be an agent, or held a signed address that was not theirs, and proved nothing. */
const AUTHORS = ['customer', 'agent', 'unverified'] as const;

export const messageSchema = z.object({
  ticketId: z.string(),
  /** Derived from where the message came from, so that a second delivery finds the first. */
  key: z.string(),
  source: z.string(),
  author: z.enum(AUTHORS),
  /** Address of a customer, id of an agent. */
  by: z.string(),
  name: z.string().optional(),
  /**
   * Of a customer's mail: where the answers to it go, which is not where it is from, if it is a ticket of its own. `unconfirmed`: nobody but its Reply-To says
   * that whoever reads there is who asks.
   */
  answersTo: z
    .object({ address: z.string(), name: z.string().optional(), unconfirmed: z.literal(true).optional() })
    .optional(),
  /** The writer proved to be who they say. */
  verified: z.boolean(),
  /** `public` messages are seen by the customer, `note`s are not. */
  kind: z.enum(['public', 'note']),
  /** ISO instant in UTC: when it reached the desk. */
  at: z.iso.datetime(),
  /** When the desk was given it, where something had been said or done on the ticket since it reached the desk (ISO, UTC): nobody could read it before. */
  heardAt: z.iso.datetime().optional(),
  subject: z.string().optional(),
  /** The text, or its beginning when `wholeText` has the rest, as far as it was read: the warnings say when a mail was longer. */
  text: z.string(),
  wholeText: fileSchema.optional(),
  /** What of the text its writer added, at most as much as of the text; missing when that is all of it. */
  replyText: z.string().optional(),
  /** How many lines of the text, blank ones aside, the `replyText` leaves out; missing for none. */
  hiddenLines: z.number().optional(),
  /** Sanitised. Never in the item: it is large, and few look at it. */
  html: fileSchema.optional(),
  attachments: z.array(attachmentSchema),
  /** Key of the raw mail, or of a form's raw request, in the mail bucket. */
  raw: z.string().optional(),
  messageId: z.string().optional(),
  /** Of an agent's answer: others have the mail of that id, too, or other tickets do, so that it is found by it also once it has left under another. */
  isIdShared: z.literal(true).optional(),
  /** Hash of the request of a program that brought it: its Idempotency-Key must bring no other. */
  request: z.string().optional(),
  /** Message-ID with which it went out to the customer. */
  sentAs: z.string().optional(),
  /** When it left for the requester, as far as the mail service took it (ISO, UTC, desk time). */
  left: z.iso.datetime().optional(),
  /**
   * Who the requester was that it left for: whoever is copied later is shown that one, though the ticket has another by then. By address alone: a name is
   * the ticket's, where an agent may hide words of it.
   */
  leftFor: z.object({ address: z.string() }).optional(),
  /** Of an agent's answer: who asked when it was written, and since when. It leaves for nobody else. */
  writtenFor: z.object({ address: z.string(), since: z.iso.datetime().optional() }).optional(),
  /** The priority that its writer newly declared for a ticket that was there (docs/promise.md section 5). */
  declares: z.union(PRIORITIES.map((each) => z.literal(each))).optional(),
  /** An agent's answer that asks the customer of a P1 for something (docs/promise.md section 7). */
  asks: z.boolean().optional(),
  /** By when the mail that left told them to answer (ISO, UTC). */
  askedUntil: z.iso.datetime().optional(),
  /** When the agent gave it by phone (ISO, UTC): it counts from then, and the mail only confirms it (docs/promise.md section 5). */
  givenByPhone: z.iso.datetime().optional(),
  /** It will never go: the mail service refused it, an agent withdrew it (`by`), or another one asks since (`isAnothers`). */
  notSent: z
    .object({
      at: z.iso.datetime(),
      reason: z.string(),
      by: z.string().optional(),
      isAnothers: z.literal(true).optional(),
    })
    .optional(),
  /** How often it was sent again after all; its bounce address says which of its mails came back. */
  resent: z.number().optional(),
  /** When the requester's server took its mail, as the desk heard of it (ISO, UTC). */
  delivered: z.iso.datetime().optional(),
  /** Why it did not reach the customer. */
  undelivered: z.string().optional(),
  /** Of a delivery report: the key of the answer that it was the first to say did not arrive. */
  returned: z.string().optional(),
  /** Its writer is no known one (docs/promise.md section 5): notices of it are counted apart. */
  fromOutside: z.boolean().optional(),
  /** Nothing but an envelope brought it here: the mail itself names no address of the ticket. */
  byEnvelope: z.literal(true).optional(),
  /** It came to a signed address of the ticket that its readers have: whoever wrote it was handed a mail of the conversation. */
  atAddress: z.literal(true).optional(),
  /** Nothing but the id of a mail that others have, too, brought it here: also when it comes again, whom it copies is only proposed. */
  byAncestor: z.literal(true).optional(),
  /**
   * Nothing proves that its writer meant it for this ticket: whoever holds a signed address of it can have written it in their name, or brought it, or had a
   * group or a form of theirs send it.
   */
  byHolder: z.literal(true).optional(),
  /** As a mail of its own it would be acknowledged to nobody (docs/promise.md section 9): nor is it where it is filed as a ticket of its own. */
  unanswerable: z.literal(true).optional(),
  /** Its ticket was closed as a duplicate while it came in: it is heard on the one that goes on, and nobody is told of this one. */
  isElsewhere: z.literal(true).optional(),
  /** Of a note with commands: something in their mail was in doubt, so none is carried out, now or later. */
  held: z.boolean().optional(),
  /** One of the team wrote it, or says so, and it was not done. */
  undone: undoneSchema.optional(),
  warnings: z.array(z.string()),
  /**
   * Keys of what else there is of it in the mail bucket: the raw mails of other deliveries, and where its files were before they were its
   * own, the first fifty.
   */
  copies: z.array(z.string()).optional(),
  /** It came more often than that: where something of it is hidden, raw mails stay that nobody has listed. */
  copiesMore: z.boolean().optional(),
  /** Keys of the texts in the mail bucket that it had before a proved copy, or what hides something of them, took their place. */
  replaced: z.array(z.string()).optional(),
  /**
   * What an agent hid of it, or the desk by that agent's word: how often, when first, and the objects in the bucket that still have it,
   * until an admin deletes them (`desk redact`).
   */
  redaction: z
    .object({ count: z.number(), at: z.iso.datetime(), whole: z.boolean().optional(), due: z.array(z.string()) })
    .optional(),
  /** Passing it on (an answer to the customer, a customer's mail to the agents). */
  relay: taskSchema.optional(),
});
export type Message = z.infer<typeof messageSchema>;

/** Other deliveries that a message knows of, and places of its files. */
export const MOST_COPIES = 50;

/** What a redaction changes of a message, or a copy of its mail that is proved, or that a person sent after a machine. */
export const REWRITABLE = [
  'by',
  'name',
  'answersTo',
  'subject',
  'text',
  'wholeText',
  'replyText',
  'hiddenLines',
  'html',
  'attachments',
  'warnings',
  'verified',
  'fromOutside',
  'byHolder',
  'unanswerable',
  'isElsewhere',
  'undone',
  'declares',
  'replaced',
  'redaction',
] as const satisfies readonly (keyof Message)[];
