import { randomBytes } from 'node:crypto';

/** A new secret that stands in the address a form posts to, as `?token=`: 256 bits. */
export function newUrlToken(): string {
  return `tok_${randomBytes(32).toString('base64url')}`;
}
