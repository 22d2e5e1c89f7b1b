import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Log } from '../../shared/ticket/ports.ts';

/** https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ */
const SITEVERIFY = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
/** A page waits for it. In ms. */
const PATIENCE_MS = 3_000;
/** As Turnstile says; in characters. */
const LONGEST_CHALLENGE = 2_048;

const answerSchema = z.object({ success: z.boolean(), 'error-codes': z.array(z.string()).default([]) });

type Asked = {
  secrets: readonly string[];
  challenge: string | undefined;
  /** By what that with which it came is known. */
  words: string;
  ip: string;
  log: Log;
  url?: string;
};

/**
 * Whether Turnstile says that a person sent what came with this challenge, by any of the secret keys. False also when it does not answer: what
 * came is then held and somebody looks at it. A challenge is good for one form: with the same words it is answered as before, so that a form
 * that is sent twice is no robot's.
 */
export async function isPerson({ secrets, challenge, words, ip, log, url = SITEVERIFY }: Asked): Promise<boolean> {
  if (!challenge || challenge.length > LONGEST_CHALLENGE) return false;
  for (const secret of secrets) {
    const request = {
      secret,
      response: challenge,
      remoteip: ip,
      idempotency_key: idempotencyKey(`${challenge}\n${words}`),
    };
    const answer = await siteverify(url, request).catch((error: unknown) => {
      log.warn('Turnstile did not answer; the form is held', { error });
      return undefined;
    });
    if (answer === undefined) return false;
    if (answer.success) return true;
    log.info('Turnstile did not confirm a person', { codes: answer['error-codes'] });
  }
  return false;
}

async function siteverify(url: string, request: Record<string, string>): Promise<z.infer<typeof answerSchema>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  // A refusal is JSON, too, with a status of its own.
  return answerSchema.parse(await response.json());
}

/** The UUID that it asks for, the same for the same text (RFC 9562, version 8). */
function idempotencyKey(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
