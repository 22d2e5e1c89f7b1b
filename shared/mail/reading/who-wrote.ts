import { classify } from '../automatic/classify.ts';
import { type Automatic, type AutomaticInput, provedMachine } from '../automatic/findings.ts';
import { decodeWords } from './encoded-words.ts';
import { firstHeader, type MailHeaders } from './headers.ts';

/** Who wrote a mail, by its fields, its text and the parts of reports. */
export function classifyMail(
  headers: MailHeaders,
  fields: Pick<AutomaticInput, 'from' | 'subject'>,
  text: string,
  files: AutomaticInput['parts'],
): Automatic {
  return classify({ headers: listFields(headers), ...envelope(headers), ...fields, text, parts: [...files] });
}

function listFields(headers: MailHeaders): { name: string; value: string }[] {
  return [...headers].flatMap(([name, values]) => values.map((value) => ({ name, value: decodeWords(value) })));
}

/** The receiving server writes the envelope's sender into `Return-Path` (RFC 5321, 4.4). */
function envelope(headers: MailHeaders): { envelopeFrom?: string; contentType: string } {
  const envelopeFrom = firstHeader(headers, 'return-path');
  return {
    ...(envelopeFrom !== undefined && { envelopeFrom }),
    contentType: firstHeader(headers, 'content-type') ?? '',
  };
}

/** Why a machine wrote it or it came in bulk, or false: the findings in the order in which they go before each other. */
export function automaticReason(automatic: Automatic): false | string {
  return provedMachine(automatic) || automatic.list || automatic.noReply;
}
