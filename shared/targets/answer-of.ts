import type { Answer } from './safe-fetch.ts';
import { RateLimited, TargetRefused } from './target.ts';

/** The longest that a target can make us wait, in seconds: SQS hides a message for twelve hours at most, from when it was received. */
export const LONGEST_WAIT_SECONDS = 6 * 3600;

/** It was in a hurry, or not there; all else in the 400s it would say again. */
const LATER = new Set([408, 425, 429]);

/** What an answer means: it took the call, or throws `RateLimited` or `TargetRefused`. A redirect is a refusal: it may lead anywhere. `now`: machine time. */
export function requireTaken({ status, retryAfter }: Answer, now: Date): void {
  if (status >= 200 && status < 300) return;
  if (LATER.has(status) || status >= 500) {
    throw new RateLimited(`it answered ${status}`, retryAfter === undefined ? undefined : waitOf(retryAfter, now));
  }
  throw new TargetRefused(`it answered ${status}`, { isGone: status === 410 });
}

/** Whole seconds that a `Retry-After` asks for, a number or a date (RFC 9110, section 10.2.3); undefined for what is neither. */
function waitOf(text: string, now: Date): number | undefined {
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now.getTime()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(Math.ceil(seconds), 1), LONGEST_WAIT_SECONDS);
}
