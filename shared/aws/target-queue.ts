import { createHash } from 'node:crypto';
import {
  type BatchResultErrorEntry,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type TargetEntry, type TargetQueue, targetEntrySchema } from '../targets/ports.ts';
import { TARGET_NAME } from '../targets/stored-target.ts';
import { queueUrlOf } from './queue-url.ts';
import { traceAttribute } from './trace-attribute.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MOST_A_CALL = 10;

/** Of what nobody can read; a group has a name. */
const UNREADABLE = 'unreadable';

/**
 * The FIFO queue of targets and its dead letters, by their ARNs: a target is a group, so of each one message at most is under way, and one
 * that waits keeps no other target waiting.
 */
export function sqsTargets(
  sqs: SQSClient,
  { queue, deadLetters }: { queue: string; deadLetters?: string },
): TargetQueue {
  return {
    async put(entries) {
      const refused: BatchResultErrorEntry[] = [];
      for (let from = 0; from < entries.length; from += MOST_A_CALL) {
        const Entries = entries
          .slice(from, from + MOST_A_CALL)
          .map((entry, index) => ({ Id: String(index), ...fifo(JSON.stringify(entry)), ...traceAttribute() }));
        const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrlOf(queue), Entries }));
        const later = Failed.find(({ SenderFault }) => !SenderFault);
        // What comes after it must not overtake it.
        if (later) throw notTaken(Failed.length, later);
        refused.push(...Failed);
      }
      const [first] = refused;
      if (first) throw notTaken(refused.length, first);
    },
    async setAside(body) {
      if (deadLetters === undefined) throw new Error('this function sets no entry of a target aside');
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrlOf(deadLetters), ...fifo(body), ...traceAttribute() }));
    },
  };
}

/** What the queue says of an entry, as an error of that name, by which `isLasting` knows whether it may pass. */
function notTaken(count: number, { Code = 'unknown', Message = '' }: BatchResultErrorEntry): Error {
  const cause = Object.assign(new Error(Message), { name: Code });
  return new Error(`the queue of targets did not take ${count}: ${Code}`, { cause });
}

/** A message by its body: the group is its target, if that can be the name of one, and the same event for the same target is the same message. */
export function fifo(MessageBody: string) {
  const entry = readEntry(MessageBody);
  const MessageGroupId = entry && TARGET_NAME.test(entry.target) ? entry.target : UNREADABLE;
  const said = entry ? `${entry.target} ${entry.event.id}` : MessageBody;
  const MessageDeduplicationId = createHash('sha256').update(said).digest('hex');
  return { MessageBody, MessageGroupId, MessageDeduplicationId };
}

function readEntry(body: string): TargetEntry | undefined {
  try {
    return targetEntrySchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
