import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pollQueue } from '../../../infra/local/poll.ts';
import { QUEUE, queueArn } from '../../../infra/local/resources.ts';
import { sqsVisibility } from '../../../shared/aws/visibility.ts';
import { startQueues } from './queues.ts';

let queues: Awaited<ReturnType<typeof startQueues>>;
let poll: { stop(): Promise<void> } | undefined;
beforeEach(async () => {
  queues = await startQueues();
});
afterEach(async () => {
  await poll?.stop();
  await queues.stop();
});

/** Polls the intake queue with this handler; gives the records it saw and the errors it left. */
function start(handler: (event: SQSEvent) => Promise<SQSBatchResponse> | SQSBatchResponse, batchSize = 10) {
  const seen: SQSRecord[] = [];
  const errors: unknown[] = [];
  poll = pollQueue({
    sqs: queues.sqs,
    queueUrl: queues.urlOf(QUEUE.intake),
    queueArn: queueArn(QUEUE.intake),
    functionName: 'ingest-email',
    timeoutSeconds: 60,
    batchSize,
    concurrency: 2,
    handler: async (event) => {
      seen.push(...event.Records);
      return handler(event);
    },
    onError: (error) => errors.push(error),
  });
  return { seen, errors, bodies: () => seen.map(({ body }) => body) };
}

const send = (body: string) =>
  queues.sqs.send(new SendMessageCommand({ QueueUrl: queues.urlOf(QUEUE.intake), MessageBody: body }));

const allDone: SQSBatchResponse = { batchItemFailures: [] };

/** As a handler that wants these records again at once. */
const again = (records: SQSRecord[]) => Promise.all(records.map((record) => sqsVisibility(queues.sqs).hide(record, 0)));

/** Names as failed every record with this body. */
const failing = (body: string) => async (event: SQSEvent) => {
  const failed = event.Records.filter((record) => record.body === body);
  await again(failed);
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};

async function waiting() {
  const response = await fetch(`${queues.client.endpoint}/_fauxqs/queues/${QUEUE.intake}`);
  const { messages } = (await response.json()) as { messages: { ready: unknown[]; inflight: unknown } };
  return messages.ready.length + Object.keys(messages.inflight ?? {}).length;
}

describe('the poll of a queue', () => {
  it('hands over what Lambda hands over', async () => {
    const { seen } = start(() => allDone);
    await send('hello');
    await expect.poll(() => seen.length).toBe(1);
    expect(seen[0]).toMatchObject({
      body: 'hello',
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn(QUEUE.intake),
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: expect.stringMatching(/^\d{13}$/) },
    });
    await expect.poll(waiting).toBe(0);
  });

  it('repeats what failed, and only that', async () => {
    let failures = 0;
    const { bodies } = start(async (event) => {
      const isBad = event.Records.some(({ body }) => body === 'bad');
      return isBad && failures++ > 0 ? allDone : failing('bad')(event);
    });
    await send('good');
    await send('bad');
    await expect.poll(() => bodies().filter((body) => body === 'bad').length).toBe(2);
    expect(bodies().filter((body) => body === 'good')).toHaveLength(1);
    await expect.poll(waiting).toBe(0);
  });

  it('repeats the whole batch when the handler threw', async () => {
    let calls = 0;
    const { bodies, errors } = start(async ({ Records }) => {
      if (calls++ > 0) return allDone;
      await again(Records);
      throw new Error('down');
    });
    await send('hello');
    await expect.poll(bodies).toEqual(['hello', 'hello']);
    expect(errors).toHaveLength(1);
  });

  it('sets aside what fails again and again', async () => {
    start(failing('poison'));
    await send('poison');
    await expect.poll(async () => (await queues.receive(QUEUE.intakeDeadLetters, 1))?.Body).toBe('poison');
  });

  it('finishes what it has begun before it stops', async () => {
    let finished = false;
    const { seen } = start(async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      finished = true;
      return allDone;
    });
    await send('hello');
    await expect.poll(() => seen.length).toBe(1);
    await poll?.stop();
    expect(finished).toBe(true);
    await expect.poll(waiting).toBe(0);
  });

  it('gives back what it has taken and not begun when it stops, and finishes the rest', async () => {
    for (let n = 0; n < 8; n += 1) await send(`message ${n}`);
    let begun = 0;
    const { bodies } = start(async () => {
      begun += 1;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return allDone;
    }, 1);
    await expect.poll(() => begun).toBeGreaterThan(0);
    await poll?.stop();
    const received: string[] = [];
    while (received.length + bodies().length < 8) received.push((await queues.receive(QUEUE.intake, 1))?.Body ?? '');
    expect([...bodies(), ...received].sort()).toEqual(Array.from({ length: 8 }, (_, n) => `message ${n}`));
    expect(received.length).toBeGreaterThan(0);
  });
});
