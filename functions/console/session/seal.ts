import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** AES-256-GCM: what is sealed can be neither read nor changed by whoever has it. */
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a text for one `purpose` by the newest key: sealed for another purpose it never opens. URL-safe. */
export function seal(keys: readonly string[], purpose: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyFor(keys[0] ?? '', purpose), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString('base64url');
}

/** The text again, by any of the keys; undefined for what none of them sealed for this purpose. */
export function unseal(keys: readonly string[], purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  for (const key of keys) {
    const text = openedBy(keyFor(key, purpose), purpose, bytes);
    if (text !== undefined) return text;
  }
  return undefined;
}

function openedBy(key: Buffer, purpose: string, bytes: Buffer): string | undefined {
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    // Another key, another purpose, or changed on the way: nobody learns which.
    return undefined;
  }
}

/** A key of its own for each purpose (RFC 5869): the signing keys sign, and nothing that is made of them does. */
function keyFor(signingKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', signingKey, '', `desk/${purpose}`, KEY_BYTES));
}
