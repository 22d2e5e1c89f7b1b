import { createHmac, timingSafeEqual } from 'node:crypto';

/** Crockford's alphabet in lower case: mail systems fold case, and people read these aloud. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 80 bits: beyond guessing by mail, and short enough for a local part of 64 octets (RFC 5321, 4.5.3.1.1). */
const SIGNATURE_BYTES = 10;

/** A signature as it looks in an address, for patterns. */
export const SIGNATURE_PATTERN = `[${ALPHABET}]{16}`;

/** A ticket id as it looks in an address, for patterns. */
export const TICKET_PATTERN = `t-[${ALPHABET}]{8}`;

/** Signs `parts` for one `purpose`: a signature made for another purpose never fits. 16 characters of lower-case base32. */
export function sign(key: string, purpose: string, parts: readonly string[]): string {
  const message = JSON.stringify([purpose, ...parts]);
  return base32(createHmac('sha256', key).update(message).digest().subarray(0, SIGNATURE_BYTES));
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

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
}
