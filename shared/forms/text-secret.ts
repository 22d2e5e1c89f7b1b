import { createHmac, randomBytes } from 'node:crypto';
import { isEqualText } from './equal-text.ts';

/** Secrets that providers use as the text that they are, also where it looks like base64 or hexadecimal. */

/** What nobody guesses; providers that make their own give far more. */
const LEAST_CHARACTERS = 16;

/** A new secret for a provider that lets the admin type one. */
export function newTextSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Why the text is no secret, in words after "it"; undefined when it is one. */
export function whyNoTextSecret(secret: string): string | undefined {
  if (secret !== secret.trim()) return 'has spaces or line breaks around it: paste it without them';
  if (secret.length >= LEAST_CHARACTERS) return undefined;
  return `has ${secret.length} characters and needs ${LEAST_CHARACTERS}`;
}

/**
 * Whether one of the secrets made the signature, which is the HMAC with SHA-256 of the parts one after the other. Never with an empty
 * secret, with which anybody signs. Never throws.
 */
export function isSigned(
  signature: string,
  secrets: readonly string[],
  parts: readonly (string | Uint8Array)[],
  encoding: 'hex' | 'base64' | 'base64url',
): boolean {
  if (signature === '') return false;
  return secrets.some((secret) => {
    if (secret === '') return false;
    const hmac = createHmac('sha256', secret);
    for (const part of parts) hmac.update(part);
    return isEqualText(hmac.digest(encoding), signature);
  });
}
