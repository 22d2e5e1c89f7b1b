import * as z from 'zod';
import type { Priority } from '../sla/terms.ts';
import type { Card } from './card.ts';
import { type Message, messageSchema } from './message.ts';
import type { Task } from './task.ts';
import { failedSchema, type State, type Ticket } from './ticket.ts';
import type { OlderTrail, TrailBatch } from './trail.ts';
import type { Awaits } from './view.ts';

export type TicketQuery = {
  /** One state, or all. */
  state?: State | undefined;
  /** Whose turn it is. Snoozed tickets are out of sight of this question. */
  awaits?: Awaits | undefined;
  /** Only those out of sight, or only the others. */
  snoozed?: boolean | undefined;
  priority?: Priority | undefined;
  /** Id of a customer. */
  customer?: string | undefined;
  /** Id of an agent. */
  assignee?: string | undefined;
  /** None that was due, or was closed, before then (ISO, UTC). */
  since?: string | undefined;
  /** The latest first, as one looks through what is closed. */
  isNewestFirst?: boolean | undefined;
  /** How many at most. */
  limit: number;
  /** What the page before gave as `next`. */
  cursor?: string | undefined;
};

/** A page of a list. `unreadable` are ids of tickets that belong here and whose entries cannot be read. */
export type TicketPage = { cards: Card[]; unreadable: string[]; next?: string };

/** Tickets of a customer. `isWhole`: there are no more than these. */
export type CustomerTickets = { cards: Card[]; isWhole: boolean };

/** The messages of a ticket in order of time, and the keys of those that cannot be read. */
export type Conversation = { messages: Message[]; unreadable: string[] };

/** Something that the sweep has to look at: a ticket, or one of its messages. `urgency`: of a ticket of a flood, see `urgencyOf`. */
export type Overdue = { ticketId: string; messageKey?: string | undefined; urgency?: string | undefined };

/** What became of passing a message on. */
export type Sending = Partial<
  Pick<
    Message,
    'sentAs' | 'left' | 'leftFor' | 'askedUntil' | 'notSent' | 'delivered' | 'undelivered' | 'warnings' | 'resent'
  >
>;

/**
 * The ticket that a thread belongs to, whether or not it is there yet; when it was claimed (ISO, UTC, machine time); and whether by the
 * mail that begins the thread, or by one that answers it.
 */
export const threadClaimSchema = z.object({ ticketId: z.string(), at: z.iso.datetime(), begins: z.boolean() });
export type ThreadClaim = z.infer<typeof threadClaimSchema>;

/** Where a Message-ID is known from. `isReferred`: it is no mail of the ticket, but one that its first mail refers to. */
export type MailPlace = { ticketId: string; messageKey?: string; isReferred?: true };

/** A task of a ticket while one delivery holds its claim, which runs until `until` (ISO, machine time). */
export type ClaimedTask = { ticketId: string; task: string; until: string };

/**
 * A step that is done before the record of its task says so, and what it found out: how a mail left, or whom it failed to reach.
 * Read only when a crash left the claim.
 */
export const stepDoneSchema = z.object({
  step: z.string(),
  sending: messageSchema
    .pick({ sentAs: true, left: true, leftFor: true, askedUntil: true, notSent: true, warnings: true })
    .partial()
    .optional(),
  failed: z.array(failedSchema).optional(),
});
export type StepDone = z.infer<typeof stepDoneSchema>;

/** An item that is there and does not fit its schema: a fault of ours, or of whoever wrote it by hand. */
export class UnreadableItem extends Error {
  constructor(what: string) {
    super(`${what} cannot be read`);
    this.name = 'UnreadableItem';
  }
}

/** What a store gives; undefined also for what is there and cannot be read, of which the store has told. Throws all else. */
export async function ifReadable<T>(read: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof UnreadableItem) return undefined;
    throw error;
  }
}

/** Tickets and messages. Lists may lag by a second; a ticket, and its messages, are as they were last written. */
export type TicketStore = {
  /** Writes a ticket that is not there yet, and gives it back as it is stored; undefined: the id is taken. */
  create(ticket: Ticket): Promise<Ticket | undefined>;
  /** Throws `UnreadableItem`. */
  get(id: string): Promise<Ticket | undefined>;
  /** Writes `ticket` over the version it was read as; gives it back with the next version, or undefined when somebody else wrote first. */
  save(ticket: Ticket): Promise<Ticket | undefined>;
  /** Lines of the audit trail that were moved off the ticket. A write that failed may have left the newest of them on it too. */
  olderTrail(ticketId: string): Promise<OlderTrail>;
  /** By deadline, or by when it was closed; earliest first, unless it says otherwise. One that cannot be read keeps none from being shown. */
  list(query: TicketQuery): Promise<TicketPage>;
  /**
   * The tickets of the customer of this id, in no order: at most so many, those with the latest deadlines, or that were closed last. One that
   * cannot be read is left out.
   */
  ofCustomer(customerId: string, most: number): Promise<CustomerTickets>;
  /** The same of an address that no record knows. */
  ofAddress(address: string, most: number): Promise<CustomerTickets>;
  /** Tickets and messages that needed attention before `instant` (ISO, UTC) and got none, earliest first. */
  overdue(instant: string, limit: number): Promise<Overdue[]>;
  /**
   * The same of the tickets of floods, the most urgent first, whenever they fell due. They are in none of the above, and keep nothing of it
   * waiting; save those that were stored before they were told apart.
   */
  overdueOfFloods(instant: string, limit: number): Promise<Overdue[]>;
  /** Keeps what could not be mended out of both until `instant`, or until it is next written. */
  postpone(work: Overdue, instant: string): Promise<void>;
  /** False: the message is already there. */
  addMessage(message: Message): Promise<boolean>;
  /** Throws `UnreadableItem`. */
  getMessage(ticketId: string, key: string): Promise<Message | undefined>;
  /** Notes on which other ticket (`on`) the message of this key was put, which came to a signed address of this one, a duplicate. The first stays. */
  notePut(ticketId: string, key: string, on: string): Promise<void>;
  /** The ticket that was noted so; undefined when none was. Consistent. */
  putOn(ticketId: string, key: string): Promise<string | undefined>;
  /** Notes Message-IDs that a ticket's first mail refers to, so that other mails of that conversation find the ticket. */
  noteReferred(ticketId: string, mailIds: readonly string[]): Promise<void>;
  /**
   * The claim on the thread that begins with this Message-ID: this one, unless there is one already. Consistent, also between two that
   * ask at once. Claims are kept for a month.
   */
  claimThread(root: string, claim: ThreadClaim): Promise<ThreadClaim>;
  /** The claim that there is on a thread, if any. Consistent. */
  threadClaim(root: string): Promise<ThreadClaim | undefined>;
  /** Where a Message-ID is known from: a ticket, or one message of it. The newest may lag by a second. */
  findByMailId(mailId: string): Promise<MailPlace[]>;
  /**
   * Writes the state of a message's relay over the one `message` was read with, or the first one of a message without, and what became of
   * it (a field that is there and undefined is taken away); false when somebody else wrote first.
   */
  saveRelay(message: Message, relay: Task, sending?: Sending): Promise<boolean>;
  /** Notes why a message did not reach the customer, unless that is known, or it was sent again since it was read. */
  markUndelivered(message: Message, reason: string): Promise<void>;
  /** Notes when the requester's server took a message's mail, likewise. */
  markDelivered(message: Message, at: string): Promise<void>;
  /** Notes the raw mail of another delivery of a message, once; where there is no room for it, that there are more (`copiesMore`). */
  noteCopy(message: Message, raw: string): Promise<void>;
  /**
   * Writes what a message shows (`REWRITABLE`) over the redactions that `before` was read with, and nothing else of it: with something
   * hidden, or as a proved copy of its mail has it. False when a redaction was written first, or a proved copy.
   */
  rewriteMessage(before: Message, after: Message): Promise<boolean>;
  messages(ticketId: string): Promise<Conversation>;
  /** Writes lines that have left a ticket over those that `before` was read with; false when others were written first. */
  rewriteTrail(before: TrailBatch, after: TrailBatch): Promise<boolean>;
  /** Notes a step of a task, beside the task. Noting it again changes nothing. */
  noteStep(task: ClaimedTask, done: StepDone): Promise<void>;
  /** The steps noted under a claim, in no order. */
  stepsOf(task: ClaimedTask): Promise<StepDone[]>;
};
