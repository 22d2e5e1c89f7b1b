import { hash, timingSafeEqual } from 'node:crypto';

/** Whether a text is one of the secrets, in a time that tells neither how much of one it is nor how long one is. */
export function isOneOf(text: string, secrets: readonly string[]): boolean {
  const wanted = digest(text);
  // Each is compared, though one has been found: which of them it is is nobody's business either.
  return secrets.filter((secret) => timingSafeEqual(digest(secret), wanted)).length > 0;
}

function digest(text: string): Buffer {
  // To be given bytes takes twice as long.
  return Buffer.from(hash('sha256', text));
}
