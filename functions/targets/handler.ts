import * as z from 'zod';
import { METRIC } from '../../shared/names.ts';
import type { Visibility } from '../../shared/redelivery.ts';
import { LONGEST_WAIT_SECONDS } from '../../shared/targets/answer-of.ts';
import { type TargetsDesk, targetEntrySchema } from '../../shared/targets/ports.ts';
import { AnothersTurn, RateLimited, TargetRefused } from '../../shared/targets/target.ts';
import { UnreadableItem } from '../../shared/ticket/ticket-store.ts';
import { notifyTarget } from '../../shared/use-cases/notify-target.ts';
import { type SqsHandler, sqsHandler } from '../sqs/handler.ts';

/**
 * Tells targets outside what happened to tickets, from their queue. What a target does not take now comes again, later each time, for as long
 * as the queue keeps it or until the target is given up; what it never takes is set aside at once, as is what is of a ticket that cannot be read.
 */
export function createHandler(desk: TargetsDesk, visibility: Visibility, random = Math.random): SqsHandler {
  const failure = 'a target was not told, it is tried again';
  const options = {
    log: desk.log,
    visibility,
    failure,
    whyWaits,
    metric: METRIC.targetFailed,
    inParallel: false,
    againIn,
    random,
  };
  return sqsHandler(options, async (body) => {
    try {
      await notifyTarget(desk, targetEntrySchema.parse(JSON.parse(body)));
    } catch (error) {
      if (!isFinal(error)) throw error;
      desk.log.error('a target was not told and never will be: it is set aside', { error });
      await desk.queue.setAside(body);
    }
  });
}

/** Of a body too, which no other version of the desk will read, and of a ticket that cannot be read: its target's line stands still as long as it is there. */
const FINAL = [TargetRefused, UnreadableItem, SyntaxError, z.ZodError];

function isFinal(error: unknown): boolean {
  return FINAL.some((kind) => error instanceof kind);
}

/** Each event of a list of contacts has this at all but the first of them: an alarm of failures must not. */
function whyWaits(error: unknown): string | undefined {
  return error instanceof AnothersTurn ? `a target is not told yet: ${error.message}` : undefined;
}

/** Seconds until a target that failed so many times is tried again: as it said, and else any time below a bound that doubles. */
function againIn(error: unknown, tries: number, random: () => number): number | undefined {
  if (!(error instanceof RateLimited)) return undefined;
  if (error instanceof AnothersTurn) return error.retryAfter;
  const most = Math.min(2 ** tries, LONGEST_WAIT_SECONDS);
  return Math.max(error.retryAfter ?? 1, Math.ceil(random() * most));
}
