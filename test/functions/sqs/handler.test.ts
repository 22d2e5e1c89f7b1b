import { DeleteMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHandler as createEscalate } from '../../../functions/escalate/handler.ts';
import { createHandler as createIngestEmail } from '../../../functions/ingest-email/handler.ts';
import { sqsHandler } from '../../../functions/sqs/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { pollQueue, toRecord } from '../../../infra/local/poll.ts';
import { QUEUE, queueArn, REGION } from '../../../infra/local/resources.ts';
import { sqsVisibility } from '../../../shared/aws/visibility.ts';
import type { Visibility } from '../../../shared/redelivery.ts';
import { backOffSeconds, MAX_RECEIVE_COUNT } from '../../../shared/redelivery.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { startQueues } from '../../infra/local/queues.ts';
import { memoryDesk } from '../../support/memory-desk.ts';

const METRIC = 'Failed';
/** Ends a wait for what never comes; a busy machine does not reach it. */
const eventually = { timeout: 20_000 };
const context = { ...lambdaContext('ingest-email'), getRemainingTimeInMillis: () => 60_000 };

let queues: Awaited<ReturnType<typeof startQueues>>;
let poll: { stop(): Promise<void> } | undefined;
beforeEach(async () => {
  queues = await startQueues();
  // As in Lambda, the client finds all it needs in the environment.
  vi.stubEnv('AWS_REGION', REGION);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', queues.client.endpoint);
});
afterEach(async () => {
  await poll?.stop();
  await queues.stop();
  vi.unstubAllEnvs();
});

type Asked = { body: string; seconds: number };

/** The real visibility, with what it was asked and the queue has taken. */
function noting(asked: Asked[]): Visibility {
  const visibility = sqsVisibility();
  return {
    async hide(record, seconds) {
      await visibility.hide(record, seconds);
      asked.push({ body: (record as SQSRecord).body, seconds });
    },
  };
}

/**
 * Puts the handler on the local intake queue with `work`. A wait that it asks for is noted, and then cut short, so that no test
 * waits for it; `hurry` false leaves it.
 */
function start(work: (body: string) => Promise<void>, { hurry = true } = {}) {
  const { log, counted, lines } = memoryDesk();
  const asked: Asked[] = [];
  const batches: string[][] = [];
  const options = { log, visibility: noting(asked), failure: 'not done', metric: METRIC, inParallel: true };
  const handler = sqsHandler({ ...options, random: () => 0.5 }, work);
  poll = pollQueue({
    sqs: queues.sqs,
    queueUrl: queues.urlOf(QUEUE.intake),
    queueArn: queueArn(QUEUE.intake),
    functionName: 'ingest-email',
    timeoutSeconds: 60,
    batchSize: 5,
    concurrency: 1,
    handler: async (event) => {
      batches.push(event.Records.map(({ body }) => body).sort());
      const response = await handler(event, context);
      if (hurry) await Promise.all(failedOf(event, response).map((record) => sqsVisibility().hide(record, 0)));
      return response;
    },
    onError: (error) => expect.fail(String(error)),
  });
  return { asked, batches, counted, lines };
}

function failedOf(event: SQSEvent, { batchItemFailures }: SQSBatchResponse): SQSRecord[] {
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  return event.Records.filter(({ messageId }) => failed.includes(messageId));
}

const send = (body: string) =>
  queues.sqs.send(new SendMessageCommand({ QueueUrl: queues.urlOf(QUEUE.intake), MessageBody: body }));

/** What the queue still has of its messages. */
async function left(): Promise<{ ready: unknown[]; inflight: { visibilityDeadline: number }[] }> {
  const response = await fetch(`${queues.client.endpoint}/_fauxqs/queues/${QUEUE.intake}`);
  return ((await response.json()) as { messages: Awaited<ReturnType<typeof left>> }).messages;
}

/** The queue's one message is hidden for so many seconds from an instant between `from` (epoch ms) and now. */
async function expectShownAgain(seconds: number, from: number): Promise<void> {
  const until = Date.now();
  const { ready, inflight } = await left();
  expect([ready.length, inflight.length]).toEqual([0, 1]);
  expect(inflight[0]?.visibilityDeadline).toBeGreaterThanOrEqual(from + seconds * 1000);
  expect(inflight[0]?.visibilityDeadline).toBeLessThanOrEqual(until + seconds * 1000);
}

const nothing = { ready: [], inflight: [] };

/** A message with this body as Lambda hands it over, once taken from the queue. */
async function taken(body: string): Promise<SQSRecord> {
  await send(body);
  const message = await queues.receive(QUEUE.intake);
  if (!message) throw new Error('the queue gave no message');
  return toRecord(message, queueArn(QUEUE.intake));
}

describe('a message', () => {
  it('that fails the first time is hidden for five seconds, on the queue itself (A5)', async () => {
    const from = Date.now();
    const { asked, counted } = start(() => Promise.reject(new Error('the table is down')), { hurry: false });
    await send('mail');
    await expect.poll(() => asked.map(({ seconds }) => seconds), eventually).toEqual([75, 5]);
    await expectShownAgain(5, from);
    expect(counted.get(METRIC)).toBe(1);
  });

  it('whose run is cut off is hidden for the function’s timeout and 15 seconds, not for six times the timeout (A5)', async () => {
    const from = Date.now();
    const { asked, batches } = start(() => new Promise(() => {}));
    await send('mail');
    await expect.poll(() => asked, eventually).toEqual([{ body: 'mail', seconds: 75 }]);
    await expectShownAgain(75, from);
    expect(batches).toEqual([['mail']]);
  });

  it('is worked on while it is claimed, and what it fails with is said after that', async () => {
    const said: string[] = [];
    const claim = Promise.withResolvers<void>();
    const visibility: Visibility = {
      async hide(_, seconds) {
        if (seconds > 60) await claim.promise;
        said.push(seconds > 60 ? 'claimed' : 'comes again');
      },
    };
    const { log } = memoryDesk();
    const options = { log, visibility, failure: 'not done', metric: METRIC, inParallel: false };
    const handler = sqsHandler(options, async () => {
      said.push('worked on');
      setImmediate(() => claim.resolve());
      throw new Error('it fails');
    });
    await handler({ Records: [await taken('a')] }, context);
    expect(said).toEqual(['worked on', 'claimed', 'comes again']);
  });

  it('that fails among five is the only one that comes again', async () => {
    let failures = 0;
    for (const body of ['a', 'b', 'c', 'd', 'e']) await send(body);
    const { asked, batches } = start(async (body) => {
      if (body === 'c' && failures++ === 0) throw new Error('the table is down');
    });
    await expect.poll(() => batches, eventually).toEqual([['a', 'b', 'c', 'd', 'e'], ['c']]);
    expect(asked.filter(({ seconds }) => seconds !== 75)).toEqual([{ body: 'c', seconds: 5 }]);
    await expect.poll(left, eventually).toMatchObject(nothing);
  });

  it('that fails for ever waits longer and longer, and is set aside after its last try', async () => {
    const { asked } = start(() => Promise.reject(new Error('never')));
    await send('mail');
    const letter = () => queues.receive(QUEUE.intakeDeadLetters, 1);
    await expect.poll(async () => (await letter())?.Body, eventually).toBe('mail');
    const waits = Array.from({ length: MAX_RECEIVE_COUNT }, (_, index) => backOffSeconds(index + 1, () => 0.5));
    expect(asked.filter((_, index) => index % 2 === 1).map(({ seconds }) => seconds)).toEqual(waits);
    expect(await left()).toMatchObject(nothing);
  });

  it('that another delivery is at work on comes again, and is counted as nobody’s failure', async () => {
    const { asked, counted } = start(() => Promise.reject(new TaskBusy()), { hurry: false });
    await send('mail');
    await expect.poll(() => asked.map(({ seconds }) => seconds), eventually).toEqual([75, 5]);
    expect(counted.get(METRIC)).toBeUndefined();
  });
});

describe('a message that the queue no longer hides for this run', () => {
  it.each([
    { what: 'done', work: () => Promise.resolve(), failures: 0 },
    { what: 'a failure', work: () => Promise.reject(new Error('the table is down')), failures: 1 },
  ])('is $what all the same, and the log says so', async ({ work, failures }) => {
    const { log, lines } = memoryDesk();
    const options = { log, visibility: sqsVisibility(), failure: 'not done', metric: METRIC, inParallel: false };
    const record = await taken('mail');
    const { receiptHandle: ReceiptHandle } = record;
    await queues.sqs.send(new DeleteMessageCommand({ QueueUrl: queues.urlOf(QUEUE.intake), ReceiptHandle }));
    const { batchItemFailures } = await sqsHandler(options, work)({ Records: [record] }, context);
    expect(batchItemFailures).toHaveLength(failures);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'cannot say when a message comes again' }),
    );
  });
});

describe.each([
  { name: 'ingest-email', create: createIngestEmail, metric: 'IntakeFailed' },
  { name: 'escalate', create: createEscalate, metric: 'TimerFailed' },
])('$name', ({ create, metric }) => {
  it('tries a body that fits no schema again, and counts it', async () => {
    const desk = memoryDesk();
    const asked: Asked[] = [];
    const record = await taken('{}');
    const response = await create(desk, noting(asked))({ Records: [record] }, context);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: record.messageId }] });
    const [claim, wait] = asked.map(({ seconds }) => seconds);
    expect(claim).toBe(75);
    expect([4, 5, 6]).toContain(wait);
    expect(desk.counted.get(metric)).toBe(1);
  });
});
