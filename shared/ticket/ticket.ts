import * as z from 'zod';
import { quoteSchema } from '../customer/customer.ts';
import { LANGUAGES } from '../language.ts';
import { PLANS, PRIORITIES } from '../sla/terms.ts';
import { sentMailSchema } from './caps.ts';
import { redactionSchema } from './redaction.ts';
import { taskSchema } from './task.ts';

/** An instant as it is stored and shown: ISO 8601 in UTC with milliseconds and `Z`, so that text order is time order. */
const instant = z.iso.datetime();

const priority = z.union(PRIORITIES.map((each) => z.literal(each)));

/** A priority, and since when its target is counted. */
const countedSchema = z.object({ priority, at: instant });
export type Counted = z.infer<typeof countedSchema>;

const CHANNELS = ['email', 'webhook', 'page', 'phone', 'agent'] as const;
export type Channel = (typeof CHANNELS)[number];

/** `waiting` for a first response, `answered`, or `closed` (docs/promise.md section 5). */
export const STATES = ['waiting', 'answered', 'closed'] as const;
export type State = (typeof STATES)[number];

/** Closing without a response needs one of these and counts as cancelled, never as met (promise.md section 5). */
export const CANCEL_REASONS = ['spam', 'duplicate', 'withdrawn'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** The running clock of the first response. Stays on the ticket when it has stopped, as the record of what was promised. */
const clockSchema = z.object({
  /** Counts up when the ticket is re-timed. */
  version: z.number(),
  /** The priority whose target this is. */
  priority,
  /** The team's receipt of what this target is counted from: never the mail's own `Date:` (promise.md section 5). */
  start: instant,
  /** All that is counted, the original start first; the deadline is the earliest of theirs (promise.md section 5). */
  counted: z.tuple([countedSchema], countedSchema),
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
  holidays: z.array(z.object({ date: z.string(), name: z.string().optional() })),
  /** What may be wrong with the deadline, such as holidays that nobody knows yet. */
  warnings: z.array(z.string()),
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
  /** A level of the ladder, the P1 watch, or the end of a snooze (docs/architecture.md, second stage, decision 11). */
  next: z.object({ kind: z.enum(['ladder', 'watch', 'snooze']), level: z.string().optional(), at: instant }).optional(),
  /** When this version was set. */
  setAt: instant,
  registered: z.boolean(),
  /** The scheduler could not take it: when the sweep tries again, how often it was tried, and why in vain. */
  parked: z.object({ again: instant, attempts: z.number(), reason: z.string() }).optional(),
});

/** Whom a mail failed to reach, as `recipientHash` has it, and what was at fault; `rule`: ours, it was not even tried. */
export const failedSchema = z.object({ to: z.string(), what: z.enum(['recipient', 'mail', 'call', 'rule']) });

const escalationSchema = z.object({
  /** The highest level reached. */
  level: z.string(),
  /** Version of the clock it belongs to: a level fires once for a ticket's clock. */
  clock: z.number(),
  /** Version of the timer that fired it, by which a repeated delivery finds it. */
  timer: z.number(),
  /** When it fell due. */
  due: instant,
  /** The deadline of its clock. */
  deadline: instant.optional(),
  /** When the desk recorded it. */
  at: instant,
  notice: taskSchema,
  /** Who was not reached, of those whom its notice has tried. */
  failed: z.array(failedSchema).optional(),
});
export type Escalation = z.infer<typeof escalationSchema>;

/** A question to the customer of a P1 that left. */
const questionSchema = z.object({
  /** Key of the answer that asks. */
  message: z.string(),
  /** Id of the agent. */
  askedBy: z.string(),
  /** When the question left. */
  askedAt: instant,
  /** By when the customer was told to answer. */
  until: instant,
  /** No answer came by then; `timer` is the version that found it, by which a repeated delivery finds this. */
  flagged: z.object({ at: instant, timer: z.number(), notice: taskSchema }).optional(),
});
export type Question = z.infer<typeof questionSchema>;

/**
 * The newest question to the customer of a P1, and what came of it (docs/promise.md section 7). It stays on the ticket when it has
 * ended, so that a repeated delivery does not begin it anew.
 */
const watchSchema = questionSchema.extend({
  /** Those before it that nobody has answered, in order of time: should it come back, the last of them is waited for again. */
  earlier: z.array(questionSchema).optional(),
  ended: z.object({ at: instant, why: z.string() }).optional(),
});
export type Watch = z.infer<typeof watchSchema>;

/** One line of the audit trail: who did what, when. State changes only; messages are their own record. */
export const auditSchema = z.object({
  at: instant,
  /** `desk`, `admin`, `customer:<address>` or `agent:<id>`. */
  by: z.string(),
  action: z.string(),
  detail: z.string().optional(),
  /** Version of the ticket that was written with it; a line has none until then. */
  version: z.number().optional(),
});
export type AuditEntry = z.infer<typeof auditSchema>;

/**
 * The newest change of a promise that the customer is told of (docs/promise.md section 5). `of`: the version of the ticket that was
 * changed, by which a repeated delivery finds this; `from`: the priority that the customer knows.
 */
const promiseChangeSchema = z.object({
  of: z.number(),
  at: instant,
  from: priority,
  /** It had been closed. */
  reopened: z.boolean().optional(),
  /** Of a lowered priority, as an agent gave it. */
  reason: z.string().optional(),
  /** The duplicates that came with it: who asked them is told that by their own closing. */
  with: z.array(z.string()).optional(),
  notice: taskSchema,
});
export type PromiseChange = z.infer<typeof promiseChangeSchema>;

/** Word of what an agent did that others of the team are still to be given: ids of those, the message it is about, and when it was done. */
const tellingSchema = z.object({
  kind: z.enum(['assigned', 'mentioned']),
  to: z.array(z.string()),
  message: z.string(),
  at: instant,
});
export type Telling = z.infer<typeof tellingSchema>;

const ownPromiseSchema = z.object({
  opened: instant,
  due: instant,
  priority,
  targetSeconds: z.number(),
  /** By what its open time is counted: the customer's zone and, from its start on, their holidays. Missing on one from before this was kept. */
  hours: z.object({ calendar: z.string(), timeZone: z.string(), holidays: z.array(z.string()) }).optional(),
});
export type OwnPromise = z.infer<typeof ownPromiseSchema>;

/** What a requester says when they are asked whether they are satisfied. */
export const SATISFACTIONS = ['good', 'bad'] as const;
export type Satisfaction = (typeof SATISFACTIONS)[number];

const personSchema = z.object({ address: z.string(), name: z.string().optional() });

/** In bytes. A longer subject is shown whole in its message's mail. */
export const MOST_SUBJECT_BYTES = 1_000;

export const ticketSchema = z.object({
  id: z.string(),
  /** Where the request came from, channel and the channel's own id: the ticket's identity is derived from it. */
  source: z.string(),
  channel: z.enum(CHANNELS),
  /** Key in the mail bucket of the request as it came; missing when an agent filed it. */
  raw: z.string().optional(),
  /** The address of the desk that it was sent to, or the form; missing when an agent filed it. */
  door: z.string().optional(),
  state: z.enum(STATES),
  priority,
  /**
   * What the requester said of its priority, and when they said it (docs/promise.md section 5). `raise`: it raised the ticket, and
   * whether its writer was proved; missing for what opened it.
   */
  declared: z.array(countedSchema.extend({ raise: z.enum(['proved', 'unproved']).optional() })),
  /** An agent lowered it then: what the requester declares is a proposal since. */
  loweredAt: instant.optional(),
  subject: z.string(),
  requester: z.object({
    /** Where answers go: the reading address, fixed by what opened the ticket (docs/promise.md section 9). */
    address: z.string(),
    name: z.string().optional(),
    /** The sender proved to own the address (DMARC pass, or an agent's word). */
    verified: z.boolean(),
    /** Where the mail came from, when that is a person's address and not the reading address: the requester's as well. */
    from: z.string().optional(),
    /** `from` was proved by the mail that named the reading address, in words of its own: nobody else has named it. */
    fromProved: z.boolean().optional(),
    /**
     * Another address, `from` or one that nobody reads, had named the reading address when nobody had confirmed that: whoever writes from `from` is a
     * known writer, and never proved.
     */
    fromDoubted: z.boolean().optional(),
    /**
     * Nobody but a Reply-To, a group or a form (`reply-to`), or the mail that an agent forwarded, names them: unproved until they answer us,
     * or an agent confirms.
     */
    unconfirmed: z.enum(['reply-to', 'forwarded']).optional(),
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
  /** The plan that an agent set for this ticket: it stands above that of the customer's record. */
  agreedPlan: z.enum(PLANS).optional(),
  language: z.enum(LANGUAGES),
  clock: clockSchema,
  /** The earliest deadline that had passed when the clock, or what it is for, was changed: it stays missed (docs/promise.md section 5). */
  passed: instant.optional(),
  timer: timerSchema,
  watch: watchSchema.optional(),
  promiseChange: promiseChangeSchema.optional(),
  /** What agents are to hear of a colleague's deed, until the team's mail has it (`tell-agents.ts`). Missing for nothing. */
  telling: z.array(tellingSchema).optional(),
  /** Message-ID of the customer's mail, so that our mails thread below it. */
  messageId: z.string().optional(),
  /** Message-ID that the mail service gave our acknowledgement. */
  acknowledgedAs: z.string().optional(),
  /** Who else is in the conversation, copied or having written: they see public answers. The requester's reading address is not among them. `byAgent`: an agent's word let them read. */
  participants: z.array(personSchema.extend({ byAgent: z.literal(true).optional() })),
  /** Named in a mail that proves nothing: they get nothing until an agent adds them (docs/promise.md section 9). `later`: not by the opening. */
  proposed: z.array(personSchema.extend({ later: z.literal(true).optional() })).optional(),
  /**
   * Who writes from elsewhere than they read, as the requesters of duplicates did that this one goes on for: `from` is one of the conversation as
   * long as `address` reads, and reads nothing. Missing for none.
   */
  alsoFrom: z.array(z.object({ address: z.string(), from: z.string() })).optional(),
  /** Whom agents took from those who read, or from those proposed, by a hash (`removed-readers.ts`): no customer's word brings them back. */
  removedReaders: z.array(z.string()).optional(),
  /** What somebody from outside wrote, until an agent adds the writer, files it or dismisses it: `message` is its key. */
  outside: z
    .array(
      personSchema.extend({
        message: z.string(),
        at: instant,
        /** Since when it could be read, where that is later. */
        heardAt: instant.optional(),
        verified: z.boolean().optional(),
      }),
    )
    .optional(),
  /** How often somebody was taken away from those who read: signed addresses that name no reader, of before, prove nothing. Missing for never. */
  readersVersion: z.number().optional(),
  /** Readers whose signed address others know too (`shared`), or have known: which one is theirs now (`reader-address.ts`). */
  readerAddresses: z
    .array(z.object({ reader: z.string(), serial: z.number(), shared: z.boolean().optional() }))
    .optional(),
  /** Links to the online desk made before (ISO, UTC, whole seconds) open nothing any more: an agent revoked them, or took out a reader. */
  linksFrom: instant.optional(),
  /** When an agent last put another requester in the place of one who had asked (ISO, UTC): what was said before is not theirs (`asked-before.ts`). */
  asksSince: instant.optional(),
  /** When an agent last put another requester in the place of one (ISO, UTC): what was written to that one is not for this one. */
  correctedAt: instant.optional(),
  /** What agents hid of it. */
  redactions: z.array(redactionSchema).optional(),
  /** Id of the agent who has taken it on. */
  assignee: z.string().optional(),
  /** Nobody is to be acknowledged: the request came from a machine, or from an address of ours. */
  silent: z.boolean(),
  /** One of too many unproved requests: the team hears of it, and of its levels, in one mail with the others. */
  flood: z.boolean().optional(),
  /** What its requester said of a closed one by their link, and when (ISO, UTC); the newest stands. */
  satisfaction: z.object({ is: z.enum(SATISFACTIONS), at: instant }).optional(),
  /** Something that came to a signed address of it was put on another ticket, which went on for it: where, the store knows (`putOn`). */
  putElsewhere: z.literal(true).optional(),
  /** Of `desk smoke`: the team hears nothing of it, and no figure counts it (`smoke.ts`). */
  smoke: z.literal(true).optional(),
  /** Acknowledging, telling the agents. */
  opening: taskSchema,
  /** What was done of an opening that the answer or a closing overtook: should the ticket wait again, the rest is owed again. */
  overtaken: z.array(z.string()).optional(),
  /** `message`: the key of the answer that it is. */
  firstResponse: z.object({ at: instant, by: z.string(), met: z.boolean(), message: z.string() }).optional(),
  /**
   * It waits since then for a duplicate whose clock it took over (docs/promise.md section 5), also if it had been answered: what was written
   * before answers that one not. `deadline`: the one that holds for its own answer. `own`: of one that had been answered, what its own first response
   * was due for, since the clock is the duplicate's now: when the request reached the desk, the deadline that counted, its priority,
   * target and opening hours.
   */
  goesOn: z.object({ at: instant, deadline: instant, own: ownPromiseSchema.optional() }).optional(),
  /** It goes on for a duplicate of another requester, whose request its own may not take back by link. */
  goesOnForOthers: z.literal(true).optional(),
  /**
   * The duplicates that it goes on for, also of each other: number, the reading address of who asked, and whether an agent had lowered it
   * (`duplicates.ts`). Missing for none.
   */
  duplicates: z
    .array(
      z.object({
        ticket: z.string(),
        asks: z.string(),
        /** Where they write from, proved, when that is elsewhere. */
        from: z.string().optional(),
        /** Where whoever named them wrote from, when nobody had confirmed that. */
        namedBy: z.string().optional(),
        lowered: z.literal(true).optional(),
        /** Surer to be of the requester than this one, in the same name: as long as it goes on here, none that they never asked may end it. */
        surer: z.literal(true).optional(),
      }),
    )
    .optional(),
  /**
   * The answer that was begun last by somebody who said what they had seen: its key, the key of the newest public message then, and when
   * (machine time). Another one to the same is not sent meanwhile.
   */
  answering: z.object({ message: z.string(), seen: z.string(), at: instant }).optional(),
  cancelled: z.enum(CANCEL_REASONS).optional(),
  /** When its requester wrote again after it had been closed as spam: once a ticket, and the report marks it (promise.md section 5). */
  disputed: instant.optional(),
  /** Of the running clock, and of one before as long as its notice is under way. */
  escalations: z.array(escalationSchema),
  /** The highest level reached last, on whichever clock. */
  reached: z.string().optional(),
  /** The newest public message, and whose turn it is not. `unsent`: none of the customer's, but an answer to nobody has made it the agents' turn. */
  lastPublic: z.object({ at: instant, by: z.enum(['customer', 'agent']), unsent: z.literal(true).optional() }),
  /** When a known writer wrote last, after the request: whoever was asked before that has answered. */
  lastHeard: instant.optional(),
  closedAt: instant.optional(),
  /** When its requester last closed it by their link, and as what; it counts as long as `closedAt` is that instant. */
  byLink: z.object({ at: instant, as: z.enum(['solved', 'withdrawn', 'not me']) }).optional(),
  /** Number of the ticket that goes on in place of this one. */
  mergedInto: z.string().optional(),
  /** Other tickets, and what they have to do with this one. `outside`: whoever wrote the newer of the two does not belong to the older. */
  links: z.array(z.object({ ticket: z.string(), kind: z.string(), outside: z.literal(true).optional() })),
  tags: z.array(z.string()),
  /** The automatic mails of the last ten minutes, for the caps. */
  sent: z.array(sentMailSchema),
  /** The newest lines; those before them are items of their own (`trail.ts`). */
  audit: z.array(auditSchema),
  /** How many lines were moved to items of their own. */
  auditMoved: z.number(),
  createdAt: instant,
  /** Counts writes; every write names the version it changes. */
  version: z.number(),
});
export type Ticket = z.infer<typeof ticketSchema>;
