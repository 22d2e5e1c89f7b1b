import { type SqsHandler, sqsHandler } from '../../functions/sqs/handler.ts';
import { METRIC } from '../../shared/names.ts';
import type { Visibility } from '../../shared/redelivery.ts';
import { isOneTooMany } from '../../shared/ticket/flood.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { openTicket } from '../../shared/use-cases/open-ticket.ts';
import { LATENCY } from './latency.ts';
import type { Arrival } from './traffic.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The SDK's tries with a bucket that answers with errors. */
const AWAY_MS = 1_000;

type Options = {
  desk: Desk;
  time: VirtualTime;
  visibility: Visibility;
  isBucketAway: () => boolean;
  onOpened: (ticket: Ticket) => void;
};

/** `ingest-email` without its parser: the mail is fetched and read for as long as that takes, and what it says is known. */
export function ingest({ desk, time, visibility, isBucketAway, onOpened }: Options): SqsHandler {
  const failure = 'mail not taken in';
  return sqsHandler(
    { log: desk.log, visibility, failure, metric: METRIC.intakeFailed, inParallel: false },
    async (body) => {
      const { number, at, from, priority, verified } = JSON.parse(body) as Arrival & { number: number };
      if (isBucketAway()) {
        await time.sleep(AWAY_MS);
        throw new Error('the bucket is away');
      }
      // What the notification said is kept, then the mail is fetched.
      await time.sleep(2 * LATENCY.bucket + LATENCY.readMail);
      const source = `mail:${number}`;
      const receivedAt = new Date(at).toISOString();
      const isFlood = !verified && (await isOneTooMany(desk, { from, source, at: receivedAt }));
      const { ticket } = await openTicket(desk, {
        source,
        channel: 'email',
        receivedAt,
        requester: { address: from, verified },
        subject: 'The door on the second floor does not open',
        text: 'Since this morning nobody gets in.',
        attachments: [],
        priority,
        messageId: `<${number}@mail.example>`,
        silent: isFlood,
        ...(isFlood && { flood: true }),
        warnings: [],
        by: `customer:${from}`,
      });
      onOpened(ticket);
    },
  );
}
