import { cleanLine } from '../clean.ts';
import type { CertifiedMail, InboundAttachment, InboundMail } from '../inbound.ts';
import { type Fault, tried } from '../tried.ts';
import { certifiedSender } from './certified-data.ts';
import { decodeWords } from './encoded-words.ts';
import { readFields } from './fields.ts';
import { firstHeader, type MailHeaders } from './headers.ts';
import type { FilePart, MailParts } from './mail-parts.ts';
import { partName } from './part-type.ts';

const ENVELOPE_SUBJECT = /^(?:posta certificata|anomalia messaggio)\s*:/i;

/**
 * The mail inside an envelope of Italian certified mail (PEC): `postacert.eml`, beside `daticert.xml`, by the technical rules of
 * the decree of 2 November 2005, sections 6.3 and 6.5. Undefined for any other mail, and for receipts, which hold what the desk sent.
 */
export function certifiedPart(headers: MailHeaders, files: readonly FilePart[]): FilePart | undefined {
  if (firstHeader(headers, 'x-ricevuta') !== undefined) return undefined;
  const isNamed = (name: string) => files.some((file) => partName(file.headers)?.toLowerCase() === name);
  const isEnvelope = isTransport(headers) || (hasEnvelopeSubject(headers) && isNamed('daticert.xml'));
  if (!isEnvelope) return undefined;
  // Some providers' gateways rename it, or take its name away.
  const mails = files.filter(({ contentType }) => contentType === 'message/rfc822');
  const named = files.find((file) => partName(file.headers)?.toLowerCase() === 'postacert.eml');
  return named ?? (mails.length === 1 ? mails[0] : undefined);
}

/** Whether a mail of which only the head is read calls itself such an envelope: From is then the provider, and Reply-To who wrote. */
export function seemsCertified(headers: MailHeaders): boolean {
  return isTransport(headers) || hasEnvelopeSubject(headers);
}

function isTransport(headers: MailHeaders): boolean {
  const transport = firstHeader(headers, 'x-trasporto')?.trim().toLowerCase();
  return transport === 'posta-certificata' || transport === 'errore';
}

function hasEnvelopeSubject(headers: MailHeaders): boolean {
  return ENVELOPE_SUBJECT.test(cleanLine(decodeWords(firstHeader(headers, 'subject') ?? '')));
}

/** What the mail inside says of itself that stands in place of what the envelope says: it is what somebody answered. */
export type Inner = Pick<InboundMail, 'subject' | 'references'> & { inReplyTo: string | undefined };

/** What the inner mail says of itself, and `daticert.xml` among the `files` of the envelope of it: the provider vouches for it, once proved. */
export function certifiedFields(
  { headers }: MailParts,
  raw: Buffer,
  { files, faults }: { files: readonly FilePart[]; faults: Fault[] },
): CertifiedMail & Inner {
  const fields = readFields(headers, raw, faults);
  const { from, fromSays, isFromDoubtful, replyTo, messageId, inReplyTo, references, subject } = fields;
  const sender = tried(faults, 'daticert.xml', () => certifiedSender(files), undefined);
  return {
    ...(from && { from }),
    ...(fromSays && { fromSays }),
    isFromDoubtful,
    ...(replyTo && { replyTo }),
    messageId,
    ...(sender && { sender }),
    inReplyTo,
    references,
    subject,
  };
}

/** A file that stands beside the mail inside. What is neither that mail nor the provider's data may be somebody's. */
export function asOfEnvelope(file: InboundAttachment): InboundAttachment {
  const isProviders = file.contentType === 'message/rfc822' || file.filename.toLowerCase() === 'daticert.xml';
  return isProviders ? { ...file, ofEnvelope: true } : file;
}
