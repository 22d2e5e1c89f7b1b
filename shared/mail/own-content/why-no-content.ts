import type { InboundAttachment, InboundMail } from '../inbound.ts';
import { hasContent } from './own-files.ts';
import { isRecallSentence } from './program-sentence.ts';
import { isReadNote } from './read-note.ts';
import { withoutArmor, withoutSealed } from './sealed.ts';
import { isSignatureOnly } from './signature-only.ts';

const SEALED =
  'it is encrypted, or inside a file that this desk cannot open: send it again as it is, without S/MIME or PGP';

/**
 * Why an agent's mail says nothing to the customer, in words for that agent; undefined when it does (promise.md section 5). `own` is
 * what they wrote themselves, and what they are called.
 */
export function whyNoContent(
  { attachments, text, html }: Pick<InboundMail, 'attachments' | 'text' | 'html'>,
  own: { text: string; files: readonly InboundAttachment[]; names: readonly string[] },
): string | undefined {
  if (isRecallSentence(own.text)) return 'it takes another mail back';
  if (isReadNote(own.text)) return 'it is a note that a mail was read';
  const files = withoutSealed(own.files);
  if (hasContent(files, html)) return undefined;
  const isSealed = files.length < own.files.length || withoutArmor(own.text) !== own.text;
  if (isSealed && withoutArmor(own.text).trim() === '') return SEALED;
  if (own.text.trim() === '') {
    if (text.trim() !== '') return 'it is a quote or a signature alone';
    return attachments.length > 0 ? 'it has no text, and no file but those of a signature' : 'it is empty';
  }
  if (!/[\p{L}\p{N}]/u.test(own.text)) return 'it has no words';
  return isSignatureOnly(own.text, own.names) ? 'it is a greeting or a signature alone' : undefined;
}
