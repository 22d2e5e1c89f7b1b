import { A_PERSON } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import { parseMail, UnreadableMail } from '../mail/parse.ts';
import { madeUpMessageId } from '../mail/reading/message-ids.ts';
import { rawMailAsFile } from '../mail/reading/raw-mail.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { METRIC } from '../names.ts';
import type { Desk } from '../ticket/ports.ts';

/** Header fields are looked for in so many bytes; ours stands far above. */
const HEADER_BYTES = 64_000;

/** A mail as the desk understands it; a stand-in with the raw mail attached when it cannot be read. */
export async function readReceived(desk: Desk, received: ReceivedMail, raw: Buffer): Promise<InboundMail> {
  // Reading depends on the mail alone: one that the clock or the memory ended is a fault of the desk.
  const onFault = (error: unknown) => {
    desk.log.error('reading a mail was cut short', { mail: received.id, bytes: raw.length, error });
    desk.log.count(METRIC.readingCutShort);
  };
  try {
    const mail = await parseMail(raw, desk.settings.parseLimits, onFault);
    for (const fault of mail.faults ?? []) {
      desk.log.error('a rule of reading broke', { mail: received.id, ...fault });
      desk.log.count(METRIC.brokenRule);
    }
    return mail;
  } catch (error) {
    if (!(error instanceof UnreadableMail)) throw error;
    desk.log.warn('unreadable mail', { mail: received.id, reason: error.message });
    desk.log.count(METRIC.unreadableMail);
    return standIn(received, raw, error.message);
  }
}

function standIn({ envelopeFrom, header }: ReceivedMail, raw: Buffer, reason: string): InboundMail {
  const text = 'This mail could not be read. It is attached as it came.';
  return {
    // Nothing of it was read, so its bytes alone tell it from another.
    messageId: madeUpMessageId(raw).replace('@', '@unreadable.'),
    isFromDoubtful: true,
    references: [],
    ...(envelopeFrom && { from: { address: envelopeFrom } }),
    to: [],
    cc: [],
    subject: header.subject ?? 'Unreadable mail',
    text,
    replyText: text,
    attachments: [rawMailAsFile(raw)],
    ...A_PERSON,
    automatic: false,
    warnings: [`unreadable: ${reason}`],
  };
}

/** The header fields of a raw mail, as far as they are looked at without reading it. */
export function rawFields(raw: Buffer): { name: string; value: string }[] {
  const header =
    raw
      .subarray(0, HEADER_BYTES)
      .toString('latin1')
      .split(/\r?\n\r?\n/, 1)[0] ?? '';
  const fields = header.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return fields.map((field) => {
    const colon = field.indexOf(':');
    return { name: field.slice(0, colon).trim(), value: field.slice(colon + 1).trim() };
  });
}
