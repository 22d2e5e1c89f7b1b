import * as z from 'zod';

/** What a source's owner is mailed of. */
export const FORM_NEWS = ['rotated', 'refused', 'rejected', 'silent'] as const;
export type FormNews = (typeof FORM_NEWS)[number];

/** So many refusals without a delivery between them are no slip of somebody who tries: the sender's secret is another one. */
const ROW = 3;

/** Of refusals the owner hears again only after a week: between real deliveries anybody can make a row of them. */
const AGAIN_MS = 7 * 24 * 60 * 60_000;

/** A source that was set up and brings nothing for so long was perhaps not set up on the other side. */
const SILENCE_MS = 24 * 60 * 60_000;

/** The most refusals that are counted: a forger's further ones change nothing. */
export const MOST_REFUSED = 100;

const instant = z.iso.datetime();

/** What came of a source, all instants desk time (ISO, UTC). It holds no secret. */
export const formRecordSchema = z.object({
  name: z.string(),
  /** Who is mailed; missing: nobody. */
  owner: z.string().optional(),
  /** When an admin last set it up; missing: never here, or it is out of use. */
  setAt: instant.optional(),
  /** When it got its last new secret, and until when the one before counts beside it (machine time). */
  rotatedAt: instant.optional(),
  keptUntil: instant.optional(),
  /** How many deliveries were taken, when the last one came, and where it is kept. */
  delivered: z.int().default(0),
  deliveredAt: instant.optional(),
  lastRaw: z.string().optional(),
  /** How many were refused since the last one that was taken (`MOST_REFUSED` at most), since when, and why the first was. */
  refused: z.int().default(0),
  refusedFrom: instant.optional(),
  why: z.string().optional(),
  /** When the first one since it was set up had the id of another and another body. */
  rejectedFrom: instant.optional(),
  /** When its owner was told of each. */
  toldRotated: instant.optional(),
  toldRefused: instant.optional(),
  toldRejected: instant.optional(),
  toldSilent: instant.optional(),
  /** Since when its owner cannot be reached, and why; missing: a mail to them left, and none came back since. */
  unreachedFrom: instant.optional(),
  whyUnreached: z.string().optional(),
});
export type FormRecord = z.infer<typeof formRecordSchema>;

/** A delivery that was refused since its id had brought another body. */
export const rejectedSchema = z.object({
  at: instant,
  /** The id of its sender's. */
  id: z.string(),
  /** Where it is kept. */
  raw: z.string(),
});
export type RejectedDelivery = z.infer<typeof rejectedSchema>;

type Noted = { owner: string | undefined; at: string };

/** What came of the sources of forms. `at` is desk time (ISO, UTC). */
export type FormRecords = {
  list(): Promise<FormRecord[]>;
  /** A delivery was taken: refusals before it are over. */
  delivered(name: string, noted: Noted & { raw: string | undefined }): Promise<void>;
  /** A delivery was refused, for what it proves or for its form. `why` is a word of ours for the owner. */
  refused(name: string, noted: Noted & { why: string }): Promise<void>;
  /** A delivery was refused for its body and is kept; the same one again is noted once. */
  reject(name: string, noted: Noted & Omit<RejectedDelivery, 'at'>): Promise<void>;
  /** Newest first; as long as raw mail is usually kept (`REJECTED_DAYS`). */
  rejected(name: string): Promise<RejectedDelivery[]>;
  /**
   * An admin set the source: what its owner was told of the setting before counts no more. `inUse` false: it is not waited for. `rotated`: it
   * got a new secret, and until when the one before counts.
   */
  set(name: string, noted: Noted & { inUse: boolean; rotated?: { keptUntil: string | undefined } }): Promise<void>;
  /** The owner was told, or others in their place (`inPlace`). */
  told(name: string, news: FormNews, at: string, how?: { inPlace: boolean }): Promise<void>;
  /** A mail to the owner was refused, or came back. `why` is the mail service's word. */
  unreached(name: string, noted: { at: string; why: string }): Promise<void>;
  /** Only an admin may: what came of a source that is removed is forgotten, save the deliveries that were rejected. */
  forget(name: string): Promise<void>;
};

/** How long a rejected delivery is listed. */
export const REJECTED_DAYS = 365;

/** What the owner of a source is still to be told at an instant of desk time. */
export function newsOf(record: FormRecord, now: Date): FormNews[] {
  const { owner, setAt, rotatedAt, deliveredAt = '', refused, refusedFrom, rejectedFrom, toldRefused } = record;
  if (owner === undefined) return [];
  const isOver = (since: string, ms: number) => now.getTime() - Date.parse(since) >= ms;
  const isAgain = toldRefused && refusedFrom && Date.parse(refusedFrom) - Date.parse(toldRefused) < AGAIN_MS;
  const owed: Record<FormNews, boolean> = {
    rotated: rotatedAt !== undefined && record.toldRotated === undefined,
    refused: refused >= ROW && !isAgain,
    rejected: rejectedFrom !== undefined && record.toldRejected === undefined,
    silent: setAt !== undefined && deliveredAt < setAt && isOver(setAt, SILENCE_MS) && record.toldSilent === undefined,
  };
  return FORM_NEWS.filter((news) => owed[news]);
}
