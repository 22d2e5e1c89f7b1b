import type { InboundAttachment, InboundMail } from '../inbound.ts';
import { hasContent } from './own-files.ts';
import { isRecallSentence } from './program-sentence.ts';
import { isReadNote } from './read-note.ts';
import { isSignatureOnly } from './signature-only.ts';

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
  if (hasContent(own.files, html)) return undefined;
  if (own.text.trim() === '') {
    if (text.trim() !== '') return 'it is a quote or a signature alone';
    return attachments.length > 0 ? 'it has no text, and no file but those of a signature' : 'it is empty';
  }
  if (!/[\p{L}\p{N}]/u.test(own.text)) return 'it has no words';
  return isSignatureOnly(own.text, own.names) ? 'it is a greeting or a signature alone' : undefined;
}
