import { MADE_PATTERN, madeAt, madeText } from './made-at.ts';
import { ALPHABET, isSigned, SIGNATURE_PATTERN, sign } from './signature.ts';

/** What somebody submitted (`readRenderToken`), and when (ISO, UTC, whole seconds). */
export type SentLink = { submission: string; made: string };

const PURPOSE = 'sent-link/1';
const TOKEN = new RegExp(`^([${ALPHABET}]{16})\\.(${MADE_PATTERN})\\.(${SIGNATURE_PATTERN})$`);

/**
 * The last part of the address of the page that says that a request has arrived. It goes to whoever filled in the form, so what it opens is
 * no more than they know: the number and the time on the desk's own terms. The same for what is held: an address does not tell. `at`: ISO, UTC.
 */
export function sentLink(key: string, { submission, at }: { submission: string; at: string }): string {
  const parts = [submission, madeText(at)];
  return [...parts, sign(key, PURPOSE, parts)].join('.');
}

/** Reads it back by any of the keys; undefined when none of them signed it. How long it is good for is the caller's. */
export function readSentLink(keys: readonly string[], token: string): SentLink | undefined {
  const [isLink, submission = '', made = '', signature = ''] = TOKEN.exec(token.toLowerCase()) ?? [];
  if (!isLink || !isSigned(keys, PURPOSE, [submission, made], signature)) return undefined;
  return { submission, made: madeAt(made) };
}
