import * as z from 'zod';
import { seal, unseal } from './seal.ts';

/** A login that this browser began: what its answer must fit (OpenID Connect Core, 3.1.2.1; RFC 7636), and where to go then. */
const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  /** Seconds of machine time. */
  at: z.number(),
});
export type LoginAttempt = Omit<z.infer<typeof attemptSchema>, 'at'>;

const PURPOSE = 'console-login/1';

/** How long somebody may take to log in, in seconds: whoever has to look for the second factor. */
export const LOGIN_SECONDS = 10 * 60;

/** The attempt as its cookie holds it. */
export function sealAttempt(keys: readonly string[], attempt: LoginAttempt, now: Date): string {
  return seal(keys, PURPOSE, JSON.stringify({ ...attempt, at: Math.floor(now.getTime() / 1_000) }));
}

/** Reads it back; undefined for one that none of the keys sealed, or that was begun too long ago. */
export function openAttempt(keys: readonly string[], sealed: string, now: Date): LoginAttempt | undefined {
  const text = unseal(keys, PURPOSE, sealed);
  const attempt = text === undefined ? undefined : attemptSchema.safeParse(JSON.parse(text)).data;
  return attempt && now.getTime() / 1_000 - attempt.at < LOGIN_SECONDS ? attempt : undefined;
}

/** Where a login leads: a page of the console, whatever its address says, so that no link signs an agent in to somewhere else. */
export function pageAfter(to: string | undefined): string {
  return to !== undefined && /^\/console(?:$|[/?])[\w\-./?=&%~+@:,]*$/.test(to) && !to.includes('//') ? to : '/console';
}
