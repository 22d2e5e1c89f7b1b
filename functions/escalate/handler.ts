import { METRIC } from '../../shared/names.ts';
import type { Visibility } from '../../shared/redelivery.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { timerEventSchema, timerName } from '../../shared/ticket/timer.ts';
import { escalate } from '../../shared/use-cases/escalate.ts';
import { type SqsHandler, sqsHandler } from '../sqs/handler.ts';

/** Takes fired timers from the timer queue. */
export function createHandler(desk: Desk, visibility: Visibility): SqsHandler {
  const failure = 'timer not served, it will be delivered again';
  const options = { log: desk.log, visibility, failure, metric: METRIC.timerFailed, inParallel: true, traceOf };
  return sqsHandler(options, (body) => escalate(desk, read(body)));
}

const read = (body: string) => timerEventSchema.parse(JSON.parse(body));

/** Of a timer that names none, whose it is. */
function traceOf(body: string): string {
  const { ticketId, version, trace } = read(body);
  return trace ?? timerName(ticketId, version);
}
