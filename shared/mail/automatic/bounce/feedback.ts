import { type Fields, first, mediaType } from '../fields.ts';
import type { AutomaticInput, Bounce } from '../findings.ts';
import { asks, fold, foldAll } from '../fold.ts';
import { LOOP_TEXTS } from '../words/robot-texts.ts';
import { enclosedHeader } from './original.ts';
import { fieldGroups, partText } from './report-fields.ts';
import { toDiagnostic, toRecipient } from './values.ts';

/** Reports about ourselves and not by a recipient: a DMARC failure (RFC 6591), a mail taken out of the spam folder. */
const NO_COMPLAINT = /^(?:auth-failure|not-spam)\b/i;

/** Subjects of loops that are older than RFC 5965 or leave its part out. */
const COMPLAINT_SUBJECT = /^\s*(?:complaint about message from|\[?feedback loop|abuse report)\b/i;

const LOOPS = foldAll(LOOP_TEXTS);
const COMPLAINER_FIELDS = ['original-rcpt-to', 'removal-recipient', 'x-hmxmroriginalrecipient'];

/** What a feedback report says. `complaint` is undefined for the types that are none. */
export type Feedback = { type: string; complaint?: Bounce };

/** Reads a feedback report: a recipient called our mail spam. Undefined for a mail that is none. */
export function readFeedback(
  input: Pick<AutomaticInput, 'contentType' | 'subject' | 'text' | 'parts'>,
): Feedback | undefined {
  const part = input.parts.find(({ contentType }) => mediaType(contentType) === 'message/feedback-report');
  const isReport = /^multipart\/report\b.*report-type\s*=\s*"?feedback-report/is.test(input.contentType);
  if (!part && !isReport) return ofEnclosed(input);
  if (part && !isReport && isPassedOn(input)) return undefined;
  return ofReport(part ? (fieldGroups(partText(part.content))[0] ?? new Map()) : new Map());
}

/** A person attaches a report to a mail of their own, and says what of it; a loop says no more than what it is. */
function isPassedOn({ contentType, text }: Pick<AutomaticInput, 'contentType' | 'text'>): boolean {
  const isWhole = ['multipart/report', 'message/feedback-report'].includes(mediaType(contentType));
  return !isWhole && text.trim() !== '' && !isLoops(text);
}

function isLoops(text: string): boolean {
  const folded = fold(text);
  return !asks(folded) && LOOPS.some((phrase) => folded.startsWith(phrase));
}

/** RFC 5965. */
function ofReport(fields: Fields): Feedback {
  const type = (first(fields, 'feedback-type') ?? 'abuse').slice(0, 40).toLowerCase();
  return NO_COMPLAINT.test(type) ? { type } : { type, complaint: complaint(type, fields) };
}

/**
 * Microsoft's junk mail reports enclose the mail and name its recipient in a field of the enclosed header, which nothing else
 * sets. A person who passes such a report on writes something above it.
 */
function ofEnclosed({
  subject,
  text,
  parts,
}: Pick<AutomaticInput, 'subject' | 'text' | 'parts'>): Feedback | undefined {
  const header = enclosedHeader(parts);
  if (!header?.has('x-hmxmroriginalrecipient')) return undefined;
  if (text.trim() !== '' && !(COMPLAINT_SUBJECT.test(subject) && isLoops(text))) return undefined;
  return { type: 'abuse', complaint: complaint('abuse', header) };
}

function complaint(type: string, fields: Fields): Bounce {
  const recipient = COMPLAINER_FIELDS.map((name) => toRecipient(first(fields, name))).find(Boolean);
  const diagnostic = toDiagnostic(`feedback: ${type}`);
  return { action: 'complaint', ...(recipient && { recipient }), ...(diagnostic && { diagnostic }) };
}
