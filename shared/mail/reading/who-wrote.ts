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

/**
 * Who wrote a mail with another one in it that is the message: what is found of either. A report that somebody had certified says nothing of how a
 * mail of ours fared; a machine wrote it all the same.
 */
export function withInner(around: Automatic, inner: Automatic): Automatic {
  return {
    bounce: around.bounce,
    autoReply: around.autoReply || (inner.bounce ? provedMachine(inner) : inner.autoReply),
    generated: around.generated || inner.generated,
    list: around.list || inner.list,
    noReply: around.noReply || inner.noReply,
    hint: around.hint || inner.hint,
  };
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
