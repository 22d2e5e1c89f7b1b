import * as z from 'zod';
import { METRIC } from '../../shared/names.ts';
import type { Visibility } from '../../shared/redelivery.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { escalate } from '../../shared/use-cases/escalate.ts';
import { type SqsHandler, sqsHandler } from '../sqs/handler.ts';

/** What a schedule sends when it is due. */
const timerSchema = z.object({ ticketId: z.string(), version: z.number().int() });

/** Takes fired timers from the timer queue. */
export function createHandler(desk: Desk, visibility: Visibility): SqsHandler {
  const failure = 'timer not served, it will be delivered again';
  const options = { log: desk.log, visibility, failure, metric: METRIC.timerFailed, inParallel: true };
  return sqsHandler(options, (body) => escalate(desk, timerSchema.parse(JSON.parse(body))));
}
