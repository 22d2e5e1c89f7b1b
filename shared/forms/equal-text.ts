import { timingSafeEqual } from 'node:crypto';

/** Constant-time for texts of one length; the length of a signature is no secret. */
export function isEqualText(wanted: string, given: string): boolean {
  const [a, b] = [Buffer.from(wanted), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
