import { readArrival, takeLate } from '../../shared/intake/late-arrival.ts';
import { readNotification } from '../../shared/intake/notification.ts';
import { receiveMail } from '../../shared/intake/receive-mail.ts';
import { isQuiet, receiveQuietly } from '../../shared/intake/receive-quietly.ts';
import { readAsked, releaseAsked } from '../../shared/intake/release-asked.ts';
import { mailIdOf } from '../../shared/mail/mail-id.ts';
import { METRIC } from '../../shared/names.ts';
import type { Visibility } from '../../shared/redelivery.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { type SqsHandler, sqsHandler } from '../sqs/handler.ts';

/**
 * Takes mails in as SES announces them, and those that it did not as the bucket does a quarter of an hour later. One by one: ten large ones side by
 * side would not fit the memory.
 */
export function createHandler(desk: Desk, visibility: Visibility): SqsHandler {
  const failure = 'mail not taken in, it will be delivered again';
  const options = { log: desk.log, visibility, failure, metric: METRIC.intakeFailed, inParallel: false, traceOf };
  return sqsHandler(options, async (body) => {
    const receive = isQuiet(body) ? receiveQuietly : receiveMail;
    const asked = readAsked(body);
    if (asked) return releaseAsked(desk, asked, receiveMail);
    const arrival = readArrival(body);
    if (arrival) return takeLate(desk, arrival, receive);
    const announced = readNotification(body);
    if (!announced) return;
    await receive(desk, announced.received, announced);
  });
}

/** The mail service's id of the mail, whichever of the two announces it: the object's name is that id. */
function traceOf(body: string): string | undefined {
  const arrival = readArrival(body);
  return arrival ? mailIdOf(arrival.raw) : readNotification(body)?.received.id;
}
