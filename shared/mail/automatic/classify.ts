import { readWording, type Wording } from './absence.ts';
import { readFeedback } from './bounce/feedback.ts';
import { readBounce } from './bounce/read-bounce.ts';
import { byName, type Fields, mediaType } from './fields.ts';
import type { Automatic, AutomaticInput, Bounce } from './findings.ts';
import { listReason } from './list.ts';
import { asksForSilence, autoSubmitted, machineField, precedenceReason } from './machine-fields.ts';
import { readSender, type Sender } from './sender.ts';

/**
 * Who wrote a mail: a person, or which kind of machine. By the fields first (RFC 3834, 2369, 2919, 3464, 5965, 8098), then by
 * the envelope and the sender, and by its words last. A person's mail called a machine's is a customer unheard, so words
 * count only where people do not use them.
 */
export function classify(input: AutomaticInput): Automatic {
  const fields = byName(input.headers);
  const sender = readSender(fields, input);
  const isReply = fields.has('in-reply-to') || fields.has('references');
  const wording = readWording({ subject: input.subject, text: input.text, isReply, noReply: sender.noReply });
  const list = listReason(fields);
  const bounce = readBounce(input, fields, sender, wording.reason !== undefined);
  const noReply = sender.noReply || wording.doNotReply || asksForSilence(fields);
  return { autoReply: autoReason(input, fields, { sender, wording, list, bounce }), bounce, list, noReply };
}

type Findings = { sender: Sender; wording: Wording; list: false | string; bounce: false | Bounce };

function autoReason(input: AutomaticInput, fields: Fields, found: Findings): false | string {
  const submitted = autoSubmitted(fields);
  const report = found.bounce ? undefined : reportReason(input);
  const structural = submitted.reason ?? machineField(fields) ?? report;
  if (structural !== undefined) return structural;
  const precedence = precedenceReason(fields);
  // Lists say `bulk` too, of what their members write.
  if (precedence !== undefined && !found.list) return precedence;
  if (found.bounce) return false;
  if (found.sender.path === 'null') return 'null return path';
  // A sender that says `no`, or a list, is believed more than its words.
  return submitted.said === false || found.list ? false : (found.wording.reason ?? false);
}

/** Read receipts, and reports of every other kind; those on deliveries are bounces (RFC 6522, 8098). */
function reportReason({ contentType, parts }: AutomaticInput): string | undefined {
  const feedback = readFeedback(parts);
  if (feedback && !feedback.complaint) return `feedback report: ${feedback.type}`;
  const isReceipt = parts.some((part) => mediaType(part.contentType) === 'message/disposition-notification');
  if (mediaType(contentType) !== 'multipart/report') return isReceipt ? 'message/disposition-notification' : undefined;
  const [, type = ''] = /report-type\s*=\s*"?([\w-]{1,60})/i.exec(contentType) ?? [];
  return type === '' ? 'multipart/report' : `multipart/report; report-type=${type.toLowerCase()}`;
}
