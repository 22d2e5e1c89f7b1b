import { createPublicKey, randomBytes } from 'node:crypto';

/** Secrets of Standard Webhooks: `whsec_` and base64, or the base64 alone, for v1; `whpk_` and base64 for v1a. */

/** 192 bits: what Standard Webhooks asks of a key at least. */
const LEAST_BYTES = 24;
/** Of a public key of Ed25519. */
const PUBLIC_BYTES = 32;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** A new secret for v1. */
export function newWebhookKey(): string {
  return `whsec_${randomBytes(PUBLIC_BYTES).toString('base64')}`;
}

/** Why a secret is of neither kind, in words after "it"; undefined when it is. */
export function whyNoWebhookKey(secret: string): string | undefined {
  if (secret.startsWith('whsk_')) return 'is the private key of its sender: give us the public one, whpk_…';
  if (secret.startsWith('whpk_')) {
    return publicKey(secret) ? undefined : `is not whpk_ and base64 of ${PUBLIC_BYTES} bytes`;
  }
  const key = sharedKey(secret);
  if (!key) return 'is not whsec_ and base64';
  const { length } = Buffer.from(key, 'base64');
  return length < LEAST_BYTES ? `has ${length} bytes and needs ${LEAST_BYTES}` : undefined;
}

/** The base64 of `whsec_` and base64, or the base64 alone; undefined when it is none, or empty. */
export function sharedKey(secret: string): string | undefined {
  const encoded = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
  return encoded && BASE64.test(encoded) ? encoded : undefined;
}

/** The key of `whpk_` and base64; undefined for any other. */
export function publicKey(secret: string) {
  const encoded = secret.startsWith('whpk_') ? secret.slice('whpk_'.length) : '';
  const bytes = BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
  if (bytes?.length !== PUBLIC_BYTES) return undefined;
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' });
}
