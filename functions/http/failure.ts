import { ServiceBusy } from '../../shared/outcome.ts';
import { PublicError } from '../../shared/public-error.ts';
import type { Log } from '../../shared/ticket/ports.ts';
import { TaskBusy } from '../../shared/ticket/task.ts';
import { problem } from './problem.ts';

/** What sending a request again does: nothing new, nothing twice since it has an id of its own, or perhaps the same once more. */
export type Repeating = 'harmless' | 'recognised' | 'unknown';

const WHAT_TO_DO: Record<Repeating, string> = {
  harmless: 'Try again in a moment.',
  recognised: 'Send it again in a moment, with the same id: nothing happens twice.',
  unknown:
    'It may have been done all the same: look before you send it again, or send an Idempotency-Key with the next.',
};

/** When a sender that was told 503 had best try again: longer than a throttled service takes to recover. */
export const RETRY_AFTER_SECONDS = 10;

/**
 * The answer to a request that failed. A public error says what it says; a dependency that is down, or another delivery
 * of the same request that is still at work, is a 503, which every webhook sender tries again; all else is a bare 500.
 * Logs what a stranger is not told, and never the request's content (architecture.md, decision 10).
 */
export function answerFailure(
  error: unknown,
  log: Log,
  request: Record<string, unknown>,
  repeating: Repeating,
): Response {
  if (error instanceof PublicError) return problem(error.status, error.message, { errors: error.errors });
  if (error instanceof TaskBusy || error instanceof ServiceBusy || isDependencyFailure(error)) {
    log.warn('a dependency failed; the sender is asked to try again', { ...request, error });
    return problem(503, `The desk cannot take this just now. ${WHAT_TO_DO[repeating]}`, {
      headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
    });
  }
  log.error('the request failed', { ...request, error });
  return problem(500, 'Something went wrong on our side. It has been logged.');
}

/** The AWS SDK puts `$metadata` on every error that it throws, errors of the network included. */
export function isDependencyFailure(error: unknown): boolean {
  return error instanceof Error && ('$metadata' in error || isDependencyFailure(error.cause));
}
