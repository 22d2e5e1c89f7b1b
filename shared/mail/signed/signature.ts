import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { base32 } from '../../base32.ts';

/** Crockford's alphabet in lower case, since mail systems fold case; for patterns. */
export const ALPHABET = '0-9a-hjkmnp-tv-z';

/** 80 bits: beyond guessing by mail, and short enough for a local part of 64 octets (RFC 5321, 4.5.3.1.1). */
const SIGNATURE_BYTES = 10;

/** A signature as it looks in an address: how many characters, and for patterns. */
export const SIGNATURE_LENGTH = 16;
export const SIGNATURE_PATTERN = `[${ALPHABET}]{${SIGNATURE_LENGTH}}`;

/** A ticket id as it looks in an address, for patterns. */
export const TICKET_PATTERN = `t-[${ALPHABET}]{8}`;

/** Keys as the hash takes them, made once: a process knows those of its secret, and a mail's way takes some six signatures. */
const made = new Map<string, KeyObject>();

/** More than a secret has, with what it had before. */
const MOST_KEYS = 16;

function keyOf(key: string): KeyObject {
  const found = made.get(key);
  if (found) return found;
  if (made.size >= MOST_KEYS) made.clear();
  const fresh = createSecretKey(Buffer.from(key));
  made.set(key, fresh);
  return fresh;
}

/** Signs `parts` for one `purpose`: a signature made for another purpose never fits. 16 characters of lower-case base32. */
export function sign(key: string, purpose: string, parts: readonly string[]): string {
  const message = JSON.stringify([purpose, ...parts]);
  return base32(createHmac('sha256', keyOf(key)).update(message).digest().subarray(0, SIGNATURE_BYTES)).toLowerCase();
}

/** True when one of the keys made the signature. Takes the same time whichever it was, or none. */
export function isSigned(
  keys: readonly string[],
  purpose: string,
  parts: readonly string[],
  signature: string,
): boolean {
  const given = Buffer.from(signature.toLowerCase());
  const matches = keys.filter((key) => {
    const expected = Buffer.from(sign(key, purpose, parts));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return matches.length > 0;
}
