import { readWording, type Wording } from './absence.ts';
import { readFeedback } from './bounce/feedback.ts';
import { readBounce } from './bounce/read-bounce.ts';
import { byName, type Fields, mediaType } from './fields.ts';
import { listReason } from './list.ts';
import { asksForSilence, autoSubmitted, machineField, precedenceReason } from './machine-fields.ts';
import { readSender, type Sender } from './sender.ts';

/** What a delivery report says of one mail. */
export type Bounce = {
  /** RFC 3464, 2.3.3: `failed`, `delayed`, `delivered`, `relayed`, `expanded`; or `complaint` (RFC 5965). */
  action: string;
  /** Enhanced status code (RFC 3463), such as `5.1.1`. */
  status?: string;
  /** Address that was not reached, in lower case. */
  recipient?: string;
  /** Message-ID of the mail that came back, with angle brackets. */
  originalMessageId?: string;
  /** What the other mail server said, on one line. */
  diagnostic?: string;
};

/** Three independent findings about who wrote a mail; `bounce` goes before `autoReply`, and that before `list`. */
export type Automatic = {
  /** Why a machine wrote it: appended to its ticket, never answered, never re-opening; without a ticket quarantined. */
  autoReply: false | string;
  /** A delivery report: marks the delivery of the mail it names, never answered. */
  bounce: false | Bounce;
  /** Why it came by a mailing list or in bulk: a ticket, never acknowledged. */
  list: false | string;
  /** The sender takes no mail, or asks for no automatic answer: a ticket, never acknowledged. */
  noReply: boolean;
};

export type AutomaticInput = {
  /** In order, decoded values, names in any case. */
  headers: { name: string; value: string }[];
  /** Sender of the envelope; undefined when unknown, `''` or `'<>'` for the null return path. */
  envelopeFrom?: string;
  from?: { address: string; name?: string };
  subject: string;
  /** As read; may hold the prose of a delivery report. */
  text: string;
  /** Of the mail itself, with parameters. */
  contentType: string;
  /** Attachments and parts of reports, their transfer encoding undone. */
  parts: { contentType: string; content: Uint8Array }[];
};

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
