import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUEUE, WATCHED } from '../../../infra/local/resources.ts';
import { QUEUE_NAMES } from '../../../shared/alarms.ts';
import { sqsDepths } from '../../../shared/aws/queue-depths.ts';
import { startQueues } from '../../infra/local/queues.ts';

/** How full the queues are, as the local SQS says it. */

let messaging: Awaited<ReturnType<typeof startQueues>>;
let sqs: SQSClient;
beforeAll(async () => {
  messaging = await startQueues();
  sqs = new SQSClient({ ...messaging.client, useQueueUrlAsEndpoint: false });
});
afterAll(async () => {
  sqs.destroy();
  await messaging.stop();
});

it('every queue is empty, and one that has letters, dead ones, or some for later says how many', async () => {
  const queues = sqsDepths(sqs, JSON.stringify(WATCHED));
  const put = (name: string, DelaySeconds = 0) =>
    sqs.send(new SendMessageCommand({ QueueUrl: messaging.urlOf(name), MessageBody: '{}', DelaySeconds }));
  for (const name of QUEUE_NAMES) expect(await queues.depth(name)).toEqual({ waiting: 0, inHand: 0, deadLetters: 0 });
  await put(QUEUE.intake);
  await put(QUEUE.intake);
  await put(QUEUE.intake, 60);
  await put(QUEUE.intakeDeadLetters);
  await put(QUEUE.scheduleDeadLetters);
  expect(await queues.depth('intake')).toEqual({ waiting: 2, inHand: 1, deadLetters: 1 });
  expect(await queues.depth('schedules')).toEqual({ waiting: 0, inHand: 0, deadLetters: 1 });
  expect(await queues.depth('timers')).toEqual({ waiting: 0, inHand: 0, deadLetters: 0 });
});

it('one that the desk does not have is none; one that SQS does not have, or that nobody may ask about, is an error', async () => {
  const { feedback: _, ...others } = WATCHED;
  const gone = { ...others, timers: { ...others.timers, queue: `${others.timers.queue}-gone` } };
  const queues = sqsDepths(sqs, JSON.stringify(gone));
  expect(await queues.depth('feedback')).toBeUndefined();
  await expect(queues.depth('timers')).rejects.toThrow();
  await expect(sqsDepths(sqs, undefined).depth('intake')).rejects.toThrow('only the console');
});
