import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FormDelivery } from './provider.ts';

/** Tokens in a form's address, for senders that sign nothing: `/webhooks/contact?token=tok_…`. */

const PREFIX = 'tok_';

/** A new token of 256 bits. */
export function newUrlToken(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** Whether a secret is such a token, and so may stand in an address. */
function isUrlToken(secret: string): boolean {
  return secret.startsWith(PREFIX);
}

/** Whether the address has one of the secrets that are tokens as `token`. Constant-time, whatever the lengths. Never throws. */
export function hasUrlToken({ url }: FormDelivery, secrets: readonly string[]): boolean {
  const query = url.split('#', 1)[0]?.split('?').slice(1).join('?');
  const token = query && new URLSearchParams(query).get('token');
  if (!token) return false;
  const given = sha256(token);
  return secrets.some((secret) => isUrlToken(secret) && timingSafeEqual(sha256(secret), given));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
