import { type Fields, first, mediaType } from '../fields.ts';
import type { AutomaticInput, Bounce } from '../findings.ts';
import type { Sender } from '../sender.ts';
import { certifiedReceipt, isCertifiedEnvelope } from './certified-mail.ts';
import { readDeliveryReport } from './delivery-report.ts';
import { readFeedback } from './feedback.ts';
import { enclosedHeader, originalMessageId } from './original.ts';
import { readProse } from './prose.ts';
import { partText } from './report-fields.ts';
import { type ReportText, readReportText } from './report-text.ts';
import { soundsLikeReport } from './sounds-like-report.ts';
import { toRecipient } from './values.ts';

const DELIVERY_STATUS = ['message/delivery-status', 'message/global-delivery-status', 'message/delivery-report'];

/**
 * What a mail reports of another mail's delivery, or false: by its structure (RFC 3464, 5965, 6522, 6533), by fields that only
 * servers set, or by its words.
 */
export function readBounce(input: AutomaticInput, fields: Fields, sender: Sender, isReply: boolean): false | Bounce {
  const header = enclosedHeader(input.parts);
  const report = readReportText(input.subject, input.text, header !== undefined);
  const bounce = bounceOf(input, fields, sender, report, isReply);
  if (!bounce) return false;
  const original = bounce.originalMessageId ?? originalMessageId(header, input.text.slice(0, MAX_SEARCHED), fields);
  const returnedTo = header ? first(header, 'to') : RETURNED_TO.exec(report.below)?.[1];
  const recipient = bounce.recipient ?? toRecipient(returnedTo);
  return {
    ...bounce,
    ...(recipient && { recipient }),
    ...(original && { originalMessageId: original }),
  };
}

const RETURNED_TO = /^[ \t>|]{0,8}to\s?:(.{1,1000})$/im;

/** Far enough for a returned mail's header below a server's words. */
const MAX_SEARCHED = 65_536;

function bounceOf(
  input: AutomaticInput,
  fields: Fields,
  sender: Sender,
  report: ReportText,
  isReply: boolean,
): false | Bounce {
  const feedback = readFeedback(input);
  if (feedback) return feedback.complaint ?? false;
  const receipt = certifiedReceipt(fields);
  if (receipt) return { ...readProse(report, fields), action: receipt };
  const isReport = hasStructure(input, sender, report);
  if (isReport || isMarked(fields)) return fromStatusPart(input, report, fields) ?? readProse(report, fields);
  const answersForPerson = isReply && sender.kind !== 'daemon';
  if (answersForPerson || isOtherReport(input) || isCertifiedEnvelope(fields)) return false;
  if (!soundsLikeReport(report, sender)) return false;
  return fromStatusPart(input, report, fields) ?? readProse(report, fields);
}

/** A person may attach the report they got to a mail of their own; then the mail itself is no report. */
function hasStructure(input: AutomaticInput, sender: Sender, report: ReportText): boolean {
  if (/report-type\s*=\s*"?(?:delivery-status|global-delivery-status)/i.test(input.contentType)) return true;
  if (!statusPart(input)) return false;
  const isWhole =
    mediaType(input.contentType) === 'multipart/report' || DELIVERY_STATUS.includes(mediaType(input.contentType));
  return isWhole || report.head.trim() === '' || sender.path === 'null' || soundsLikeReport(report, sender);
}

/** What Sendmail and Courier say in the comment of `Auto-Submitted: auto-generated (failure)`. */
const REPORT_COMMENT = /\((?:failure|warning|delivery[- ]status[^)]{0,40}|return[- ]receipt)\)/i;

/** Fields that Exim, Gmail, Exchange and Sendmail set on reports and on nothing else. */
function isMarked(fields: Fields): boolean {
  return (
    REPORT_COMMENT.test(first(fields, 'auto-submitted') ?? '') ||
    fields.has('x-failed-recipients') ||
    fields.has('x-ms-exchange-message-is-ndr') ||
    /:(?:dsn|report)\b/i.test(first(fields, 'content-class') ?? '')
  );
}

function statusPart(input: AutomaticInput) {
  return input.parts.find(({ contentType }) => DELIVERY_STATUS.includes(mediaType(contentType)));
}

/** Some gateways send the status as a text file, or as one of which they do not know what it is: `ATT00001.dat`. */
const STATUS_FILES = ['text/plain', 'application/octet-stream', 'application/x-unknown', 'message/unknown'];

function statusInFile({ parts }: AutomaticInput) {
  return parts.find(
    ({ contentType, content }) =>
      STATUS_FILES.includes(mediaType(contentType)) && /^(?:Final|Original)-Recipient\s?:/im.test(partText(content)),
  );
}

function fromStatusPart(input: AutomaticInput, report: ReportText, fields: Fields): Bounce | undefined {
  const part = statusPart(input) ?? statusInFile(input);
  const read = part && readDeliveryReport(partText(part.content));
  if (!read || (read.recipient && read.diagnostic && read.status)) return read;
  // What the report leaves out, its prose may say.
  return { ...readProse(report, fields), ...read };
}

/** Read receipts and reports on encryption are automatic, and no bounces. */
function isOtherReport(input: AutomaticInput): boolean {
  const isReceipt = input.parts.some(
    ({ contentType }) => mediaType(contentType) === 'message/disposition-notification',
  );
  return isReceipt || /report-type\s*=\s*"?(?:disposition-notification|tlsrpt)/i.test(input.contentType);
}
