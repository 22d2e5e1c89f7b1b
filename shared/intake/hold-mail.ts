import { cleanLine } from '../mail/clean.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { METRIC } from '../names.ts';
import type { Desk } from '../ticket/ports.ts';
import { type QuarantineEntry, quarantineIdFor } from '../ticket/quarantine.ts';

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
export async function holdMail(desk: Desk, unwelcome: Unwelcome): Promise<QuarantineEntry> {
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
