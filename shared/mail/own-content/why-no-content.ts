import type { InboundAttachment, InboundMail } from '../inbound.ts';
import { isContent } from './own-files.ts';
import { isSignatureOnly } from './signature-only.ts';

/** `Anna reacted to your message:`, as Outlook writes it for whoever has no Outlook, and Gmail's `reacted via Gmail`. */
const REACTION = new RegExp(
  [
    'reacted (?:to your message|via gmail)',
    'ha reagito (?:al (?:tuo )?messaggio|tramite gmail)',
    'hat (?:auf ihre nachricht|auf deine nachricht|über gmail|mit gmail) reagiert',
    'a réagi (?:à votre message|à ton message|via gmail)',
    'reaccionó (?:a tu mensaje|al mensaje|a través de gmail)',
  ].join('|'),
  'iu',
);
/** What Outlook writes when somebody takes a mail back: the whole text is this one sentence. */
const RECALL = new RegExp(
  [
    '^.{1,80} would like to recall the message',
    '^.{1,80} (?:möchte|würde gern) die nachricht .{1,200} zurückrufen',
    '^.{1,80} desidera richiamare il messaggio',
    '^.{1,80} souhaite rappeler le message',
    '^.{1,80} desea recuperar el mensaje',
  ].join('|'),
  'iu',
);
/** RFC 5546, section 3.2.3 and its kin: who was invited says whether they come. */
const MEETING_ANSWER = /^METHOD:(?:REPLY|COUNTER|DECLINECOUNTER)\s*$/im;
const CALENDAR_BYTES = 100_000;

/**
 * Why an agent's mail says nothing to the customer, in words for that agent; undefined when it does (promise.md section 5). `own` is
 * what they wrote themselves, and what they are called. A reaction is known by its part (Gmail, RFC 9078) or by being nothing but the sentence that
 * stands for it.
 */
export function whyNoContent(
  { attachments, text }: Pick<InboundMail, 'attachments' | 'text'>,
  own: { text: string; files: readonly InboundAttachment[]; names: readonly string[] },
): string | undefined {
  if (attachments.some(isReaction) || isSentence(own.text, REACTION)) return 'it is a reaction';
  if (attachments.some(isMeetingAnswer)) return 'it is the answer to an invitation';
  if (isSentence(own.text, RECALL)) return 'it takes another mail back';
  if (own.files.some(isContent)) return undefined;
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

/** True for a text that is this sentence, with a name, an address or a picture around it, and nothing else. */
function isSentence(text: string, sentence: RegExp): boolean {
  const lines = text
    .replace(/<https?:[^<>]*>|\[[^\]\n]{0,80}\]/gi, '')
    .split('\n')
    .filter((line) => /[\p{L}\p{N}]/u.test(line));
  const [line = ''] = lines;
  return lines.length === 1 && line.length < 300 && sentence.test(line.trim());
}
