import { createHash } from 'node:crypto';
import * as z from 'zod';
import { base32 } from '../base32.ts';
import { cleanLine } from '../mail/clean.ts';
import { type ReceivedMail, receivedMailSchema } from '../mail/received-mail.ts';
import { METRIC } from '../names.ts';
import { PublicError } from '../public-error.ts';
import type { Desk } from './ports.ts';

/** Held until somebody of the team lets it out; then it stays, as the record of who did. */
export const QUARANTINE_STATES = ['held', 'released'] as const;
type QuarantineState = (typeof QUARANTINE_STATES)[number];

const REASONS = ['virus', 'spam', 'auto-reply to nothing'] as const;

export const quarantineEntrySchema = z.object({
  id: z.string(),
  /** When the mail was received (ISO, UTC). */
  at: z.iso.datetime(),
  reason: z.enum(REASONS),
  detail: z.string().optional(),
  /** Who claims to have written it; missing when nobody does. */
  from: z.string().optional(),
  subject: z.string(),
  state: z.enum(QUARANTINE_STATES),
  /** `agent:<id>`. */
  releasedBy: z.string().optional(),
  releasedAt: z.iso.datetime().optional(),
  /** All that is needed to receive it again. */
  received: receivedMailSchema,
});
export type QuarantineEntry = z.infer<typeof quarantineEntrySchema>;

type QuarantineQuery = {
  /** One state, or both. */
  state?: QuarantineState | undefined;
  /** How many at most. */
  limit: number;
  /** What the page before gave as `next`. */
  cursor?: string | undefined;
};

export type QuarantineStore = {
  /** False: the entry is already there. */
  add(entry: QuarantineEntry): Promise<boolean>;
  get(id: string): Promise<QuarantineEntry | undefined>;
  /** Newest first. */
  list(query: QuarantineQuery): Promise<{ entries: QuarantineEntry[]; next?: string }>;
  /** False: it is not held, or not any more. */
  markReleased(id: string, released: { by: string; at: string }): Promise<boolean>;
};

/** What an entry id looks like. */
export const QUARANTINE_ID = /^Q-[0-9A-HJKMNP-TV-Z]{20}$/;

/**
 * The id of the entry for a mail: when it was received, then a hash of the service's id. A second delivery has the same, and
 * the order of ids is the order of time.
 */
export function quarantineIdFor({ id, receivedAt }: Pick<ReceivedMail, 'id' | 'receivedAt'>): string {
  const time = Buffer.alloc(6);
  time.writeUIntBE(Date.parse(receivedAt), 0, 6);
  const hash = base32(createHash('sha256').update(`quarantine:${id}`).digest());
  return `Q-${base32(time)}${hash.slice(0, 10)}`;
}

type Unwelcome = {
  received: ReceivedMail;
  reason: QuarantineEntry['reason'];
  detail?: string | undefined;
  /** As far as the mail was read; else what the service said of it counts. */
  from?: string | undefined;
  subject?: string | undefined;
};

/**
 * Holds a mail that is not to become a ticket by itself: never dropped (architecture.md, decision 5), listed, releasable.
 * Nothing is taken out of it: its attachments stay inside the raw mail, which no door of the desk gives out.
 */
export async function quarantine(desk: Desk, unwelcome: Unwelcome): Promise<QuarantineEntry> {
  const { received, reason, detail, from = received.envelopeFrom, subject } = unwelcome;
  const headerSubject = received.header.subject && cleanLine(received.header.subject);
  const entry: QuarantineEntry = {
    id: quarantineIdFor(received),
    at: received.receivedAt,
    reason,
    ...(detail && { detail: cleanLine(detail) }),
    ...(from && { from: cleanLine(from, 320) }),
    subject: cleanLine(subject ?? headerSubject ?? '', 200),
    state: 'held',
    received: { ...received, header: headerSubject ? { subject: headerSubject } : {} },
  };
  if (await desk.quarantine.add(entry)) {
    desk.log.warn('a mail is quarantined', { entry: entry.id, mail: received.id, reason });
    desk.log.count(METRIC.quarantined);
  }
  return entry;
}

type Release = {
  /** Who lets it out: `agent:<id>`. */
  by: string;
  /** The releaser has said that the mail has a virus, and wants its text. */
  acceptVirus?: boolean;
  /** `receiveMail`: it takes the mail in whatever the verdicts say, since it is `released`. */
  receive: (desk: Desk, received: ReceivedMail) => Promise<void>;
};

/**
 * Lets a mail out: it is received as if for the first time, and its clock starts when the service received it, for it was
 * the desk that kept the customer waiting. Again is no error and does nothing. Received before it is marked: when that
 * fails, the repetition finds the ticket that is already there.
 *
 * Throws a 404 for an entry that is not there, a 422 for a virus that was not accepted, and a 410 when the raw mail's days
 * in the bucket are over; and what `receive` throws.
 */
export async function release(desk: Desk, id: string, { by, acceptVirus, receive }: Release): Promise<QuarantineEntry> {
  const entry = await getEntry(desk, id);
  if (entry.state === 'released') return entry;
  if (entry.reason === 'virus' && !acceptVirus) {
    const message = 'must be `virus`: then its text becomes a ticket, and its attachments stay where they are';
    throw new PublicError(422, 'This mail has a virus.', [{ field: 'accept', message }]);
  }
  await requireRaw(desk, entry);
  await receive(desk, { ...entry.received, released: true });
  const marked = await desk.quarantine.markReleased(id, { by, at: desk.now().toISOString() });
  if (marked) desk.log.info('a mail is released', { entry: id, mail: entry.received.id, by });
  return getEntry(desk, id);
}

async function getEntry(desk: Desk, id: string): Promise<QuarantineEntry> {
  const entry = await desk.quarantine.get(id);
  if (!entry) throw new PublicError(404, `There is no quarantined mail ${id}.`);
  return entry;
}

/** What S3 says of an object that is not there, with the right to list the bucket and without. */
const GONE = ['NoSuchKey', 'AccessDenied'];

async function requireRaw(desk: Desk, { received }: QuarantineEntry): Promise<void> {
  try {
    await desk.files.read(received.raw);
  } catch (error) {
    if (!(error instanceof Error) || !GONE.includes(error.name)) throw error;
    throw new PublicError(410, 'The raw mail is gone: it is kept for so many days only.');
  }
}
