import { randomBytes } from 'node:crypto';
import { base32 } from '../../base32.ts';
import { readSubmissionToken, type SubmissionToken, submissionToken } from './submission-token.ts';

const PURPOSE = 'render-token/1';

/**
 * A token for a page with a form: whoever submits has been shown the page, and the same page twice is one submission, whose id it brings.
 * `at`: when the page was made (ISO, UTC).
 */
export function renderToken(key: string, at: string): string {
  return submissionToken(key, PURPOSE, { submission: base32(randomBytes(10)).toLowerCase(), at });
}

/** Reads a token back by any of the keys; undefined when none of them signed it. Whether it is too young or old is the caller's. */
export function readRenderToken(keys: readonly string[], token: string): SubmissionToken | undefined {
  return readSubmissionToken(keys, PURPOSE, token);
}
