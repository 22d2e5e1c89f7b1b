import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { QUEUE_NAMES } from '../alarms.ts';
import type { Queues } from '../ticket/queue-depth.ts';
import { queueUrlOf } from './queue-url.ts';

/** What `WATCHED_QUEUES` says: the ARNs of each queue and of its dead letters; dead letters alone where nothing works the queue off. */
const watchedSchema = z.partialRecord(
  z.enum(QUEUE_NAMES),
  z.object({ queue: z.string().optional(), deadLetters: z.string() }),
);

const NUMBERS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
] as const;

/**
 * How full the queues are, by the numbers that SQS has of them, which are a minute behind at most
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html). How old the oldest message is it tells
 * CloudWatch alone. `watched`: the environment's word on which there are.
 */
export function sqsDepths(sqs: SQSClient, watched: string | undefined): Queues {
  const of = async (arn: string) => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrlOf(arn), AttributeNames: [...NUMBERS] }),
    );
    const [waiting, delayed, inHand] = NUMBERS.map((name) => Number(Attributes[name]));
    return z
      .object({ waiting: z.int(), inHand: z.int() })
      .parse({ waiting, inHand: (inHand ?? NaN) + (delayed ?? NaN) });
  };
  return {
    async depth(name) {
      if (watched === undefined) throw new Error('only the console and the API may ask how full the queues are');
      const arns = watchedSchema.parse(JSON.parse(watched))[name];
      if (!arns) return undefined;
      const [own, dead] = await Promise.all([
        arns.queue === undefined ? undefined : of(arns.queue),
        of(arns.deadLetters),
      ]);
      return { waiting: 0, inHand: 0, ...own, deadLetters: dead.waiting };
    },
  };
}
