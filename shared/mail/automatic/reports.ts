import { closingOf } from '../own-content/closing.ts';
import { readFeedback } from './bounce/feedback.ts';
import { mediaType } from './fields.ts';
import type { AutomaticInput } from './findings.ts';
import { asks, fold, foldAll } from './fold.ts';
import { RECEIPT_TEXTS } from './words/robot-texts.ts';

/** Subject of an aggregate report (RFC 7489, section 7.2.1.1), which has no other mark but the file that it is. */
const DMARC_REPORT = /^\s*report domain:\s?\S{1,253}\s+submitter:\s?\S/i;
const COMPRESSED = /^(?:application|text)\/(?:x-)?(?:gzip|zip|gzip-compressed|zip-compressed|xml|octet-stream)$/;

const RECEIPT = foldAll(RECEIPT_TEXTS);
/** A sentence on the mail and a note that displayed is not read. */
const MAX_RECEIPT = 700;
const MAX_PARAGRAPHS = 3;

/** Why a mail is a report that answers no request: a read receipt, DMARC, TLS. Those on deliveries are bounces (RFC 6522, 8098). */
export function reportReason({ subject, text, contentType, parts }: AutomaticInput): string | undefined {
  const feedback = readFeedback({ subject, text, contentType, parts });
  if (feedback && !feedback.complaint) return `feedback report: ${feedback.type}`;
  if (mediaType(contentType) === 'multipart/report') {
    const [, type = ''] = /report-type\s*=\s*"?([\w-]{1,60})/i.exec(contentType) ?? [];
    return type === '' ? 'multipart/report' : `multipart/report; report-type=${type.toLowerCase()}`;
  }
  const types = [contentType, ...parts.map((part) => part.contentType)].map(mediaType);
  const isReceipt = types.includes('message/disposition-notification') && types.every(isOfReport);
  // A person may attach the receipt they got, and then says why, or have one beside a file of their own.
  if (isReceipt && (text.trim() === '' || isReceiptsOwn(text))) return 'message/disposition-notification';
  return DMARC_REPORT.test(subject) && types.some((type) => COMPRESSED.test(type)) ? 'aggregate report' : undefined;
}

/** What a mail program says in a receipt, and nothing of a person's: they ask about it, or write above it. */
function isReceiptsOwn(text: string): boolean {
  const folded = fold(text);
  if (folded.length > MAX_RECEIPT || asks(folded)) return false;
  const paragraphs = text.split(/\n\s*\n/).filter((each) => /\p{L}/u.test(each));
  return RECEIPT.some((phrase) => folded.startsWith(phrase)) && paragraphs.length <= MAX_PARAGRAPHS && !signs(text);
}

function signs(text: string): boolean {
  return text.split('\n').some((line) => closingOf(line) !== undefined);
}

function isOfReport(type: string): boolean {
  return /^(?:multipart|message|text)\//.test(type);
}
