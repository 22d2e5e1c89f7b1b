import { randomBytes } from 'node:crypto';
import { base32 } from '../../base32.ts';
import { MADE_PATTERN, madeAt, madeText } from './made-at.ts';
import { ALPHABET, isSigned, SIGNATURE_PATTERN, sign } from './signature.ts';

/** A page with a form was made: the id of what is then submitted, and when that was (ISO, UTC, whole seconds). */
export type RenderToken = { submission: string; made: string };

const PURPOSE = 'render-token/1';
const TOKEN = new RegExp(`^([${ALPHABET}]{16})\\.(${MADE_PATTERN})\\.(${SIGNATURE_PATTERN})$`);

/** A token for a form: whoever submits has been shown the page, and the same page twice is one submission. `at`: ISO, UTC. */
export function renderToken(key: string, at: string): string {
  const parts = [base32(randomBytes(10)).toLowerCase(), madeText(at)];
  return [...parts, sign(key, PURPOSE, parts)].join('.');
}

/** Reads a token back by any of the keys; undefined when none of them signed it. Whether it is too young or old is the caller's. */
export function readRenderToken(keys: readonly string[], token: string): RenderToken | undefined {
  const [isToken, submission = '', made = '', signature = ''] = TOKEN.exec(token) ?? [];
  if (!isToken || !isSigned(keys, PURPOSE, [submission, made], signature)) return undefined;
  return { submission, made: madeAt(made) };
}
