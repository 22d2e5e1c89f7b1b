import type { SQSRecord } from 'aws-lambda';
import type { SqsHandler } from '../../functions/sqs/handler.ts';
import type { Workers } from '../../infra/workers.ts';
import { MAX_RECEIVE_COUNT, VISIBILITY_PER_TIMEOUT, type Visibility } from '../../shared/redelivery.ts';
import { LATENCY } from './latency.ts';
import type { Runs } from './runs.ts';
import type { VirtualTime } from './virtual-time.ts';

type Message = { id: string; body: string; receives: number; visibleAt: number };

export type Queue = {
  put(body: string, delaySeconds?: number): void;
  visibility: Visibility;
  /** Bodies of messages that were given up. */
  deadLetters: string[];
  /** Messages that nobody has finished. */
  waiting(): number;
};

type Options = {
  name: string;
  time: VirtualTime;
  runs: Runs;
  timeoutSeconds: number;
  workers: Workers;
  /** Makes the handler of one execution environment: what it keeps is its own. */
  handler: () => SqsHandler;
};

/**
 * A queue and the function that works it off, as SQS and Lambda's event source mapping have it: batches, a limit to how many run side by side,
 * partial failures, times at which a message comes again, and a dead letter in the end. In virtual time.
 */
export function queue({ name, time, runs, timeoutSeconds, workers, handler }: Options): Queue {
  const visible: Message[] = [];
  const inFlight = new Map<string, Message>();
  const deadLetters: string[] = [];
  const environments: (SqsHandler | undefined)[] = Array.from({ length: workers.maxConcurrency });
  const idle = environments.map((_, index) => index);
  let messages = 0;
  let unfinished = 0;

  const show = (message: Message) =>
    time.at(message.visibleAt, () => {
      visible.push(message);
      dispatch();
    });
  const dispatch = () => {
    while (visible.length > 0 && idle.length > 0 && runs.begin(dispatch)) {
      const batch = visible.splice(0, workers.batchSize);
      void run(idle.shift() ?? 0, batch);
    }
  };
  const run = async (index: number, batch: readonly Message[]) => {
    const known = environments[index];
    const work = known ?? handler();
    environments[index] = work;
    const began = time.now().getTime();
    const hiddenUntil = began + timeoutSeconds * VISIBILITY_PER_TIMEOUT * 1000;
    for (const message of batch) {
      message.receives += 1;
      message.visibleAt = hiddenUntil;
      inFlight.set(message.id, message);
    }
    await time.sleep(known ? LATENCY.queue : LATENCY.coldStart);
    const endsAt = began + timeoutSeconds * 1000;
    const context = { getRemainingTimeInMillis: () => Math.max(0, endsAt - time.now().getTime()) };
    const { batchItemFailures } = await work(
      { Records: batch.map((message) => recordOf(name, message)) },
      context as never,
    );
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of batch) {
      inFlight.delete(message.id);
      if (!failed.has(message.id)) unfinished -= 1;
      else if (message.receives < MAX_RECEIVE_COUNT) show(message);
      else deadLetters.push(message.body);
    }
    runs.end(name, began);
    idle.push(index);
    dispatch();
  };

  return {
    deadLetters,
    waiting: () => unfinished,
    put(body, delaySeconds = 0) {
      messages += 1;
      unfinished += 1;
      const visibleAt = time.now().getTime() + delaySeconds * 1000;
      show({ id: `${name}-${messages}`, body, receives: 0, visibleAt });
    },
    visibility: {
      async hide({ receiptHandle }, seconds) {
        await time.sleep(LATENCY.queue);
        const message = inFlight.get(receiptHandle);
        if (message) message.visibleAt = time.now().getTime() + seconds * 1000;
      },
    },
  };
}

function recordOf(name: string, { id, body, receives }: Message): SQSRecord {
  return {
    messageId: id,
    receiptHandle: id,
    body,
    attributes: {
      ApproximateReceiveCount: String(receives),
      SentTimestamp: '0',
      SenderId: name,
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: name,
    awsRegion: 'eu-west-1',
  };
}
