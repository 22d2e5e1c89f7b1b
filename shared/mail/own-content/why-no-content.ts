import type { InboundAttachment, InboundMail } from '../inbound.ts';
import { hasContent } from './own-files.ts';
import { isReactionSentence, isRecallSentence } from './program-sentence.ts';
import { isReadNote } from './read-note.ts';
import { isSignatureOnly } from './signature-only.ts';

/** RFC 5546, section 3.2.3 and its kin: who was invited says whether they come. */
const MEETING_ANSWER = /^METHOD:(?:REPLY|COUNTER|DECLINECOUNTER)\s*$/im;
const CALENDAR_BYTES = 100_000;

/**
 * Why an agent's mail says nothing to the customer, in words for that agent; undefined when it does (promise.md section 5). `own` is
 * what they wrote themselves, and what they are called. A reaction is known by its part (Gmail, RFC 9078) or by being nothing but the sentence that
 * stands for it.
 */
export function whyNoContent(
  { attachments, text, html }: Pick<InboundMail, 'attachments' | 'text' | 'html'>,
  own: { text: string; files: readonly InboundAttachment[]; names: readonly string[] },
): string | undefined {
  if (attachments.some(isReaction) || isReactionSentence(own.text)) return 'it is a reaction';
  if (attachments.some(isMeetingAnswer)) return 'it is the answer to an invitation';
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

function isReaction({ contentType }: InboundAttachment): boolean {
  return contentType === 'text/vnd.google.email-reaction+json';
}

function isMeetingAnswer({ contentType, filename, content }: InboundAttachment): boolean {
  if (contentType !== 'text/calendar' && contentType !== 'application/ics' && !/\.ics$/i.test(filename)) return false;
  return MEETING_ANSWER.test(content.subarray(0, CALENDAR_BYTES).toString('latin1'));
}
