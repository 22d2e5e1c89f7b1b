import { readSubmissionToken, type SubmissionToken, submissionToken } from './submission-token.ts';

const PURPOSE = 'sent-link/1';

/**
 * The last part of the address of the page that says that a request has arrived. It goes to whoever filled in the form, so what it opens is
 * no more than they know or typed: number, subject and address, and the time on the desk's own terms. The same for what is held: an address does not tell. `at`: ISO, UTC.
 */
export function sentLink(key: string, sent: { submission: string; at: string }): string {
  return submissionToken(key, PURPOSE, sent);
}

/** Reads it back, in any case of letters, by any of the keys; undefined when none of them signed it. How long it is good for is the caller's. */
export function readSentLink(keys: readonly string[], token: string): SubmissionToken | undefined {
  return readSubmissionToken(keys, PURPOSE, token.toLowerCase());
}
