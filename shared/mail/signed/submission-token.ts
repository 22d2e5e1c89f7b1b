import { MADE_PATTERN, madeAt, madeText } from './made-at.ts';
import { ALPHABET, isSigned, SIGNATURE_PATTERN, sign } from './signature.ts';

/** What is, or was, submitted on a page, and when the token for it was made (ISO, UTC, whole seconds). */
export type SubmissionToken = { submission: string; made: string };

const TOKEN = new RegExp(`^([${ALPHABET}]{16})\\.(${MADE_PATTERN})\\.(${SIGNATURE_PATTERN})$`);

/** `<submission>.<made>.<signature>`, good for one purpose. `at`: ISO, UTC. */
export function submissionToken(
  key: string,
  purpose: string,
  { submission, at }: { submission: string; at: string },
): string {
  const parts = [submission, madeText(at)];
  return [...parts, sign(key, purpose, parts)].join('.');
}

/** Reads one back by any of the keys; undefined when none of them signed it for that purpose. How old it may be is the caller's. */
export function readSubmissionToken(
  keys: readonly string[],
  purpose: string,
  token: string,
): SubmissionToken | undefined {
  const [isToken, submission = '', made = '', signature = ''] = TOKEN.exec(token) ?? [];
  if (!isToken || !isSigned(keys, purpose, [submission, made], signature)) return undefined;
  return { submission, made: madeAt(made) };
}
