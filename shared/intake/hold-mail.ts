import { cleanLine, cleanText } from '../mail/clean.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { METRIC } from '../names.ts';
import type { Desk } from '../ticket/ports.ts';
import { MOST_SHOWN, type QuarantineEntry, quarantineIdFor } from '../ticket/quarantine.ts';
import { claim } from '../ticket/task.ts';
import { addressedAgent } from '../use-cases/steps/addressed-agent.ts';
import { finishTellingOfHeld, goOnTellingOfHeld } from '../use-cases/tell-held.ts';

type Unwelcome = {
  /** Of the entry; else it is the mail's (`quarantineIdFor`). */
  id?: string;
  received: ReceivedMail;
  reason: QuarantineEntry['reason'];
  detail?: string | undefined;
  /** As far as the mail was read; else what the service said of it counts. */
  from?: string | undefined;
  subject?: string | undefined;
  /** What it says, and its files' names. */
  said?: { text: string; files: readonly string[] } | undefined;
};

/** Files of what is held that are shown, and characters of a name. */
const EXCERPT = { text: MOST_SHOWN, files: 10, name: 100 };

/**
 * Holds a mail that is not to become a ticket by itself: never dropped (architecture.md, decision 5), listed, releasable, and heard
 * of. `isForDigest`: of this one the digest tells, whoever wrote it. Somebody may be waiting for a known customer's and for a proved sender's: the agents are told at once. Of what came to an agent's signed
 * address that agent is, who believes it answered. Of all else the lead is told by the daily digest. Nothing is taken out of it but its first words: its attachments stay inside the raw mail, which no door of the desk gives out.
 */
export async function holdMail(
  desk: Desk,
  unwelcome: Unwelcome,
  { isForDigest = false }: { isForDigest?: boolean } = {},
): Promise<QuarantineEntry> {
  const { received, reason, detail, from = received.envelopeFrom, subject, said } = unwelcome;
  const headerSubject = received.header.subject && cleanLine(received.header.subject);
  const sender = from ? cleanLine(from, 320) : undefined;
  const isAwaited =
    !isForDigest &&
    (received.authenticated ||
      (sender && (await desk.customers.find(sender)) !== undefined) ||
      (await addressedAgent(desk, received)) !== undefined);
  const entry: QuarantineEntry = {
    id: unwelcome.id ?? quarantineIdFor(received),
    at: received.receivedAt,
    reason,
    ...(detail && { detail: cleanLine(detail) }),
    ...(sender && { from: sender }),
    subject: cleanLine(subject ?? headerSubject ?? '', 200),
    state: 'held',
    ...(said && { excerpt: excerptOf(said) }),
    heldAt: desk.now().toISOString(),
    ...(isAwaited && { telling: claim(desk.machineNow()) }),
    received: { ...received, header: headerSubject ? { subject: headerSubject } : {} },
  };
  if (await desk.quarantine.add(entry)) {
    desk.log.warn('a mail is quarantined', { entry: entry.id, mail: received.id, reason });
    desk.log.count(METRIC.quarantined);
    await finishTellingOfHeld(desk, entry);
    return entry;
  }
  // Another delivery held it, and may have broken off before everybody was told.
  const held = await desk.quarantine.get(entry.id);
  if (held) await goOnTellingOfHeld(desk, held);
  return held ?? entry;
}

function excerptOf({ text, files }: NonNullable<Unwelcome['said']>): NonNullable<QuarantineEntry['excerpt']> {
  // By characters: half of one of two units could be stored by nobody.
  const shown = [
    ...cleanText(text)
      .trim()
      .slice(0, 2 * EXCERPT.text),
  ]
    .slice(0, EXCERPT.text)
    .join('');
  return {
    text: shown.toWellFormed(),
    files: files.slice(0, EXCERPT.files).map((name) => cleanLine(name, EXCERPT.name)),
  };
}
