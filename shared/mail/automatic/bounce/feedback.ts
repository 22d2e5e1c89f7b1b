import { first, mediaType } from '../fields.ts';
import type { AutomaticInput, Bounce } from '../findings.ts';
import { fieldGroups, partText } from './report-fields.ts';
import { toDiagnostic, toRecipient } from './values.ts';

/** Reports about ourselves and not by a recipient: a DMARC failure (RFC 6591), a mail taken out of the spam folder. */
const NO_COMPLAINT = /^(?:auth-failure|not-spam)\b/i;

/** What a feedback report says. `complaint` is undefined for the types that are none. */
export type Feedback = { type: string; complaint?: Bounce };

/** Reads `message/feedback-report` (RFC 5965): a recipient called our mail spam. Undefined without such a part. */
export function readFeedback(parts: AutomaticInput['parts']): Feedback | undefined {
  const part = parts.find(({ contentType }) => mediaType(contentType) === 'message/feedback-report');
  if (!part) return undefined;
  const fields = fieldGroups(partText(part.content))[0] ?? new Map();
  const type = (first(fields, 'feedback-type') ?? 'abuse').slice(0, 40).toLowerCase();
  if (NO_COMPLAINT.test(type)) return { type };
  const names = ['original-rcpt-to', 'removal-recipient', 'x-hmxmroriginalrecipient'];
  const recipient = names.map((name) => toRecipient(first(fields, name))).find((address) => address !== undefined);
  const diagnostic = toDiagnostic(`feedback: ${type}`);
  return {
    type,
    complaint: { action: 'complaint', ...(recipient && { recipient }), ...(diagnostic && { diagnostic }) },
  };
}
