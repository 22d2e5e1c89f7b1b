import type { ReceivedMail } from '../mail/received-mail.ts';
import { pageSource } from '../ticket/page-source.ts';
import type { Desk } from '../ticket/ports.ts';
import { type QuarantineEntry, quarantineIdFor } from '../ticket/quarantine.ts';
import { holdMail } from './hold-mail.ts';

type HeldPage = {
  submission: string;
  /** When the page was made, by which what comes twice is one entry (ISO, UTC), and when its form came. */
  made: string;
  receivedAt: string;
  raw: string;
  from: string;
  subject: string;
  reason: QuarantineEntry['reason'];
  detail?: string;
  said?: { text: string; files: readonly string[] };
};

/** The id of the entry for what was submitted on a page: one, however often it comes. */
export function pageEntryId(submission: string, made: string): string {
  return quarantineIdFor({ id: pageSource(submission), receivedAt: made });
}

/**
 * The entry of what was submitted on a page, if it is held or was let out, and the `made` by which it is known. One that was discarded stays as it is: the
 * same, come again, is another entry, known by when the one before was discarded (docs/promise.md section 9).
 */
export async function entryOfPage(
  { quarantine }: Pick<Desk, 'quarantine'>,
  submission: string,
  made: string,
): Promise<{ entry: QuarantineEntry | undefined; made: string }> {
  const entry = await quarantine.get(pageEntryId(submission, made));
  if (entry?.state !== 'discarded' || entry.discardedAt === undefined) return { entry, made };
  return entryOfPage({ quarantine }, submission, entry.discardedAt);
}

/** Holds what was submitted on a page, as a mail is held (`holdMail`): listed, told of, and released by the same ways. */
export function holdPage(
  desk: Desk,
  held: HeldPage,
  { isForDigest }: { isForDigest: boolean },
): Promise<QuarantineEntry> {
  const { submission, made, receivedAt, raw, from, subject, reason, detail, said } = held;
  const received: ReceivedMail = {
    id: pageSource(submission),
    receivedAt,
    raw,
    envelopeFrom: from,
    recipients: [],
    authenticated: false,
    verdicts: { spam: 'GRAY', virus: 'GRAY', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' },
    header: {},
  };
  const entry = { id: pageEntryId(submission, made), received, reason, detail, from, subject, said };
  return holdMail(desk, entry, { isForDigest });
}
