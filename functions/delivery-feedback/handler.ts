import { receiveFeedback } from '../../shared/intake/receive-feedback.ts';
import { readSendingEvent } from '../../shared/intake/sending-event.ts';
import { METRIC } from '../../shared/names.ts';
import type { Visibility } from '../../shared/redelivery.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { TRACE } from '../../shared/trace.ts';
import type { ContactTellings } from '../../shared/use-cases/contact-reported.ts';
import { type SqsHandler, sqsHandler } from '../sqs/handler.ts';

/** Takes what the mail service says of our mails from the feedback queue. `tellings`: where what became of a mail to a contact who is no agent is noted. */
export function createHandler(desk: Desk, visibility: Visibility, tellings?: ContactTellings): SqsHandler {
  const failure = 'report of a mail not taken in, it will be delivered again';
  const options = { log: desk.log, visibility, failure, metric: METRIC.feedbackFailed, inParallel: false, traceOf };
  return sqsHandler(options, async (body) => {
    const event = readSendingEvent(body, desk.settings);
    if (event) await receiveFeedback(desk, event, tellings);
  });
}

/** That of the work which sent the mail. */
function traceOf(body: string): string | undefined {
  return readSendingEvent(body)?.tags[TRACE];
}
