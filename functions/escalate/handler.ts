import { METRIC } from '../../shared/names.ts';
import type { Visibility } from '../../shared/redelivery.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { timerEventSchema } from '../../shared/ticket/timer.ts';
import { escalate } from '../../shared/use-cases/escalate.ts';
import { type SqsHandler, sqsHandler } from '../sqs/handler.ts';

/** Takes fired timers from the timer queue. */
export function createHandler(desk: Desk, visibility: Visibility): SqsHandler {
  const failure = 'timer not served, it will be delivered again';
  const options = { log: desk.log, visibility, failure, metric: METRIC.timerFailed, inParallel: true };
  return sqsHandler(options, (body) => escalate(desk, timerEventSchema.parse(JSON.parse(body))));
}
