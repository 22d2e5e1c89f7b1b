import { createHash } from 'node:crypto';
import * as z from 'zod';
import { base32, readBase32 } from '../base32.ts';
import { type ReceivedMail, receivedMailSchema } from '../mail/received-mail.ts';
import type { HeldDigest } from './held-digest.ts';
import { TICKET_ID } from './identity.ts';
import { type Task, taskSchema } from './task.ts';

/** Held until somebody of the team lets it out, or discards it; then it stays, as the record of who did. What was discarded can still be let out. */
export const QUARANTINE_STATES = ['held', 'released', 'discarded'] as const;
type QuarantineState = (typeof QUARANTINE_STATES)[number];

/** `to nobody`: the words of one of the team, about no one ticket, who was not told so. `page …`: of a form of the online desk; `page flood`: of a message by link, too. */
export const HOLD_REASONS = [
  'virus',
  'spam',
  'auto-reply to nothing',
  'flood',
  'closed as spam',
  'to nobody',
  'page trap',
  'page too quick',
  'page links',
  'page token',
  'page challenge',
  'page flood',
] as const;

/** Characters of what is held that are shown: enough to tell a request from advertising. */
export const MOST_SHOWN = 300;

export const quarantineEntrySchema = z.object({
  id: z.string(),
  /** When the mail was received (ISO, UTC). */
  at: z.iso.datetime(),
  reason: z.enum(HOLD_REASONS),
  detail: z.string().optional(),
  /** Who claims to have written it; missing when nobody does. */
  from: z.string().optional(),
  subject: z.string(),
  state: z.enum(QUARANTINE_STATES),
  /** `agent:<id>`. */
  releasedBy: z.string().optional(),
  releasedAt: z.iso.datetime().optional(),
  /** Likewise. */
  discardedBy: z.string().optional(),
  discardedAt: z.iso.datetime().optional(),
  /**
   * The beginning of what it says, and its files' names, as long as nobody has let it out or discarded it; missing on what stands on
   * its ticket, and on entries of before.
   */
  excerpt: z.object({ text: z.string(), files: z.array(z.string()) }).optional(),
  /** When the desk held it (ISO, UTC), by which the digest finds it; missing on entries of before there was one. */
  heldAt: z.iso.datetime().optional(),
  /** Telling the agents of it at once; missing when the daily digest does. */
  telling: taskSchema.optional(),
  /** All that is needed to receive it again. */
  received: receivedMailSchema,
});
export type QuarantineEntry = z.infer<typeof quarantineEntrySchema>;

/** Whether an entry is of a message by link that is at no ticket yet: it names the ticket that it goes to in place of the cap of a form. */
export function isByLink({ reason, detail = '' }: Pick<QuarantineEntry, 'reason' | 'detail'>): boolean {
  return reason === 'page flood' && TICKET_ID.test(detail);
}

/** What is shown of what a mail says that is held. */
type HeldWords = Pick<QuarantineEntry, 'subject' | 'excerpt'> & Pick<ReceivedMail, 'header'>;

type QuarantineQuery = {
  /** One state, or both. */
  state?: QuarantineState | undefined;
  /** None that was received before then (ISO, UTC). */
  since?: string | undefined;
  /** How many at most. */
  limit: number;
  /** What the page before gave as `next`. */
  cursor?: string | undefined;
};

export type QuarantineStore = {
  /** False: the entry is already there. */
  add(entry: QuarantineEntry): Promise<boolean>;
  get(id: string): Promise<QuarantineEntry | undefined>;
  /** Newest first; `unreadable` are ids of entries that belong here and cannot be read. */
  list(query: QuarantineQuery): Promise<{ entries: QuarantineEntry[]; unreadable: string[]; next?: string }>;
  /** Of what is held or was discarded; it has no excerpt then. False: it is released. */
  markReleased(id: string, released: { by: string; at: string }): Promise<boolean>;
  /** The same of what is held. False: it is not held, or not any more. */
  markDiscarded(id: string, discarded: { by: string; at: string }): Promise<boolean>;
  /**
   * Writes other words of the mail, its subject with what the service made of that, and its excerpt where it has one, over those that `before` was
   * read with: an agent hid something of it. False when others were written first, or there is no such entry, or no excerpt any more.
   */
  saveWords(before: QuarantineEntry, words: HeldWords): Promise<boolean>;
  /** Ids of held mails that the agents are still to be told of, due before `instant` (ISO, UTC), the earliest first. */
  untold(instant: string, limit: number): Promise<string[]>;
  /** Keeps how telling the agents of an entry goes on. False: it does not stand as the entry has it any more. */
  saveTelling(entry: QuarantineEntry, telling: Task): Promise<boolean>;
  /** What the agents were not told of, that was held in [from, to) (ISO, UTC) and still is: the newest first. */
  forDigest(window: { from: string; to: string }, limit: number): Promise<{ id: string; reason: string }[]>;
  /** The newest digest, if there ever was one. */
  digest(): Promise<HeldDigest | undefined>;
  /** Writes the digest in place of the one before. False: that is not the newest any more, or its task went on. */
  saveDigest(digest: HeldDigest, before: HeldDigest | undefined): Promise<boolean>;
};

/** Milliseconds since 1970, enough for ten thousand years. */
const TIME_BYTES = 6;

/** What an entry id looks like. */
export const QUARANTINE_ID = /^Q-[0-9A-HJKMNP-TV-Z]{20}$/;

/**
 * The id of the entry for a mail: when it was received, then a hash of the service's id. A second delivery has the same, and
 * the order of ids is the order of time.
 */
export function quarantineIdFor({ id, receivedAt }: Pick<ReceivedMail, 'id' | 'receivedAt'>): string {
  const hash = base32(createHash('sha256').update(`quarantine:${id}`).digest());
  return `${quarantineIdFrom(receivedAt)}${hash.slice(0, 10)}`;
}

/** What no id of an entry is below that was received at `instant` (ISO, UTC) or later. */
export function quarantineIdFrom(instant: string): string {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUIntBE(Date.parse(instant), 0, TIME_BYTES);
  return `Q-${base32(time)}`;
}

/** The month (UTC, `YYYY-MM`) in which a quarantined mail was received, from its id alone. */
export function quarantineMonth(id: string): string {
  return new Date(readBase32(id.slice('Q-'.length), TIME_BYTES * 8)).toISOString().slice(0, 7);
}
