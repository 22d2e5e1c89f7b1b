import { domainOf } from '../address.ts';
import type { InboundMail, SignedField } from '../mail/inbound.ts';
import { isMadeUp } from '../mail/reading/message-ids.ts';
import { unsignedIn } from '../mail/reading/unsigned.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';

/**
 * A proved mail that knows which of its names nothing proves (docs/promise.md section 9): where its envelope is of another domain than its
 * From, DMARC passed by a signature, and many signers leave To, Cc and Reply-To out. Whoever has an old mail of somebody's can send that
 * with others (`unsigned`), or the very mail. The same mail where its envelope proves it, too.
 */
export function withUnsigned(
  { authenticated, verdicts, envelopeFrom }: Pick<ReceivedMail, 'authenticated' | 'verdicts' | 'envelopeFrom'>,
  mail: InboundMail,
  raw: Buffer,
): InboundMail {
  if (!authenticated || !mail.from) return mail;
  if (isByEnvelope({ verdicts, envelopeFrom }, mail.from.address)) return mail;
  const fields = unsignedIn(raw, domainOf(mail.from.address));
  const unsigned = mail.certified ? fields.filter((field) => !OF_INNER.has(field)) : fields;
  return { ...mail, isBySignature: true, ...(unsigned.length > 0 && { unsigned }) };
}

/** What certified mail answers is said by the mail inside, which the signature covers as its body (`certifiedBy`). */
const OF_INNER: ReadonlySet<SignedField> = new Set(['in-reply-to', 'references']);

/** By which a mail that is sent again would be another one. */
const IDENTITY: ReadonlySet<SignedField> = new Set(['message-id', 'date', 'subject']);

/**
 * The delivery as unproved where nothing that proves it covers which mail it is: whoever has a mail could send it again and again, each time
 * as another one (docs/promise.md section 9).
 */
export function asProved(
  received: ReceivedMail,
  { messageId, isBySignature, unsigned, warnings }: InboundMail,
): ReceivedMail {
  const hasNone = isBySignature === true && isMadeUp(messageId);
  if (!received.authenticated || !(hasNone || unsigned?.some((field) => IDENTITY.has(field)))) return received;
  warnings.push(
    'counts as not proved: the signature does not cover its Message-ID, Date and Subject, by which it could be sent again as another',
  );
  return { ...received, authenticated: false };
}

/** Whether DMARC may have passed by the envelope (SPF), of a mail from this address. */
export function isByEnvelope(
  { verdicts, envelopeFrom }: Pick<ReceivedMail, 'verdicts' | 'envelopeFrom'>,
  from: string,
): boolean {
  return verdicts.spf === 'PASS' && isAligned(domainOf(envelopeFrom), domainOf(from));
}

/** As DMARC aligns SPF (RFC 7489, section 3.1.2), as far as that is sure without the list of public suffixes. */
function isAligned(envelope: string, from: string): boolean {
  return (
    envelope === from || envelope.endsWith(`.${from}`) || (envelope.includes('.') && from.endsWith(`.${envelope}`))
  );
}
