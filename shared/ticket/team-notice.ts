import * as z from 'zod';
import { LANGUAGES } from '../language.ts';
import { NOTICE_KINDS } from '../mail/templates/agent-notice-parts.ts';
import { CAUSES } from './caps.ts';
import { taskSchema } from './task.ts';

/** Something that one of the team is to hear by mail: of a message, or of a level that a ticket has reached before its deadline. */
const teamNoticeSchema = z.object({
  /** Id of an agent, or the address of who stands in for all of them. */
  reader: z.string(),
  ticketId: z.string(),
  /** When it came about (ISO, UTC): of a message, when it arrived. */
  at: z.iso.datetime(),
  about: z.discriminatedUnion('kind', [
    z.object({
      kind: z.enum(NOTICE_KINDS),
      messageKey: z.string(),
      cause: z.enum(CAUSES),
      /** Of a new ticket: a cap, or another rule of ours, has kept the acknowledgement back. */
      unacknowledged: z.boolean().optional(),
      /** Of an answer, or of a link that somebody asked for: for whom the mail service refused it, and why. */
      lost: z.object({ address: z.string(), reason: z.string() }).optional(),
    }),
    z.object({ kind: z.literal('level'), timer: z.number(), level: z.string() }),
  ]),
});
export type TeamNotice = z.infer<typeof teamNoticeSchema>;

/** Somebody asked for a link: their address, and the number of a ticket; without one, to their company's page. */
const linkAskedSchema = z.object({ linkFor: z.string(), ticket: z.string().optional() });

/**
 * A contact who is no agent is to hear what happened to a ticket (`shared/targets/`): their address, the type of the event, and when it happened
 * (ISO, UTC). `name` is the target's, by which an admin knows it.
 */
const contactToldSchema = z.object({
  contact: z.string(),
  name: z.string(),
  ticketId: z.string(),
  what: z.string(),
  at: z.iso.datetime(),
  language: z.enum(LANGUAGES),
  isSample: z.literal(true).optional(),
  /** Id of the event, below which what became of it is noted; a sample has none. */
  event: z.string().optional(),
});
export type ContactTold = z.infer<typeof contactToldSchema>;

/** Some wait for a reader. `turn`: how many such entries led to this one, each put by the work on the one before; left out for the first. */
const waitingSchema = z.object({ waitsFor: z.string(), turn: z.number().optional() });
export type Waiting = z.infer<typeof waitingSchema>;

/** What the queue holds: a notice, word that some wait for a reader, a link that somebody asked for, or what a contact is to hear. */
export const teamMailEntrySchema = z.union([teamNoticeSchema, waitingSchema, linkAskedSchema, contactToldSchema]);
export type TeamMailEntry = z.infer<typeof teamMailEntrySchema>;

/** A notice with what became of it. */
export const noticeRecordSchema = teamNoticeSchema.extend({
  /** Sending it; parked: it waits for a digest, or for the mail service. */
  task: taskSchema,
  /**
   * How it was told: by a mail of its own, by a digest, or not at all, by a rule of ours. `unwanted`: its reader likes fewer, and somebody else
   * hears; `unreached`: it cannot reach this reader, and others hear of it in their place. Else missing until it is done.
   */
  told: z.enum(['alone', 'digest', 'withheld', 'unwanted', 'unreached']).optional(),
  /** Message-ID of the mail that told it with others; missing in records from before. */
  mail: z.string().optional(),
});
export type NoticeRecord = z.infer<typeof noticeRecordSchema>;

/** How many notices go to one reader in a minute by mails of their own: with a hundred agents these are 500 mails, and 600 is all that SES takes of us. */
export const ALONE_A_MINUTE = 5;

/** What is done for a reader once a minute, and no more. */
type OnceAMinute = 'plan' | 'digest';

/** A minute of the machine's time: how much somebody reads, and the mail service takes, is no matter of the desk's. */
export function minuteOf(machineNow: Date): string {
  return machineNow.toISOString().slice(0, 16);
}

/** What names a notice among those of its reader: by ticket, and of one ticket in order of time. The same notice has the same name. */
export function nameOfNotice({ ticketId, at, about }: TeamNotice): string {
  return `${ticketId}#${at}#${subjectOf(about)}`;
}

/** An answer may be refused for several of its readers. */
function subjectOf(about: TeamNotice['about']): string {
  if (about.kind === 'level') return `timer ${about.timer}`;
  const { messageKey, kind, lost } = about;
  return lost ? `${messageKey} ${kind} ${lost.address}` : `${messageKey} ${kind}`;
}

/** Notices to the team, with what became of each. They are kept for a month. Throws what the table throws. */
export type NoticeStore = {
  /** Writes a notice that nobody has begun; else gives the one that is there. Consistent, also between two that ask at once. */
  begin(record: NoticeRecord): Promise<NoticeRecord | undefined>;
  get(reader: string, name: string): Promise<NoticeRecord | undefined>;
  /** Writes how a notice stands over how it stood when it was read; false when somebody else wrote first. */
  save(before: NoticeRecord, change: Pick<NoticeRecord, 'task' | 'told' | 'mail'>): Promise<boolean>;
  /** What a reader was told, or is to be, of one ticket that came about after `since` (ISO, UTC; empty: whenever), in order. */
  ofTicket(reader: string, ticketId: string, since: string): Promise<NoticeRecord[]>;
  /** What a reader was told with others, by mails of what came about after `since` (ISO, UTC), of all tickets; also where these came back. */
  byDigest(reader: string, since: string): Promise<NoticeRecord[]>;
  /** Names of notices that wait for a reader and were due before `instant` (ISO, UTC), earliest first. It may lag by a second. */
  waiting(reader: string, instant: string, limit: number): Promise<string[]>;
  /** Notes that something is left to the sweep for a reader, who may have left by then. */
  leave(reader: string): Promise<void>;
  /** Everybody for whom something was ever left. */
  left(): Promise<string[]>;
  /** Whether a notice is among the first of its minute (`YYYY-MM-DDTHH:mm`), however often it is asked. */
  isAmongFirst(reader: string, minute: string, name: string, most: number): Promise<boolean>;
  /** True for the first who asks in a minute. */
  once(reader: string, minute: string, what: OnceAMinute): Promise<boolean>;
};
