import { cleanLine } from '../clean.ts';
import type { CertifiedMail } from '../inbound.ts';
import type { Fault } from '../tried.ts';
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
  const transport = firstHeader(headers, 'x-trasporto')?.trim().toLowerCase();
  const isNamed = (name: string) => files.some((file) => partName(file.headers)?.toLowerCase() === name);
  const subject = cleanLine(decodeWords(firstHeader(headers, 'subject') ?? ''));
  const isEnvelope =
    transport === 'posta-certificata' ||
    transport === 'errore' ||
    (ENVELOPE_SUBJECT.test(subject) && isNamed('daticert.xml'));
  if (!isEnvelope) return undefined;
  // Some providers' gateways rename it, or take its name away.
  const mails = files.filter(({ contentType }) => contentType === 'message/rfc822');
  const named = files.find((file) => partName(file.headers)?.toLowerCase() === 'postacert.eml');
  return named ?? (mails.length === 1 ? mails[0] : undefined);
}

/** What the inner mail says of itself: the provider vouches for it, once the provider is proved. */
export function certifiedFields(
  { headers }: MailParts,
  raw: Buffer,
  faults: Fault[],
): CertifiedMail & { subject: string } {
  const { from, replyTo, messageId, subject } = readFields(headers, raw, faults);
  return { ...(from && { from }), ...(replyTo && { replyTo }), messageId, subject };
}
