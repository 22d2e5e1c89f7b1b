import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueName } from '../../../shared/alarms.ts';
import { fifo } from '../../../shared/aws/target-queue.ts';

/** A message that its function could not do anything with. */
export type DeadLetter = {
  queue: QueueName;
  /** The queue's own id of it. */
  id: string;
  /** When it was sent first (ISO, UTC, the machine's time). */
  sentAt: string;
  /** Deliveries before this look at it, earlier looks among them: the queue does not tell them apart. */
  tries: number;
  body: string;
  attributes: Record<string, string>;
};

/** One dead-letter queue. */
export type LetterBox = {
  name: QueueName;
  /** About how many messages lie in it. */
  count(): Promise<number>;
  /** Looks at all of them; they stay. `seen` hears how many so far. */
  all(seen?: (count: number) => void): Promise<DeadLetter[]>;
  /** Deletes the one with this id for good, whatever becomes of the rest; false: it is not there. */
  remove(id: string): Promise<boolean>;
  /** Sends each back to its own queue and deletes it here after that: what breaks off leaves one twice, and none not at all. Gives how many. */
  redrive(sent: (count: number) => void): Promise<number>;
};

/** Most that a call gives (ReceiveMessage, Amazon SQS API Reference). */
const MOST_A_CALL = 10;

/** How long nobody else is given what is looked at or sent on: longer than ten calls take. */
const HIDDEN_SECONDS = 60;

/** With a wait, all servers of the queue are asked; without one, some (Amazon SQS short and long polling). */
const WAIT_SECONDS = 1;

/**
 * A dead-letter queue of SQS and the queue that it is of, by their URLs. Not by `StartMessageMoveTask`, which the local queues do not know:
 * so one code serves both, and it can be watched.
 */
export function sqsLetterBox(
  sqs: SQSClient,
  { name, deadLetters, own }: { name: QueueName; deadLetters: string; own: string },
): LetterBox {
  const receive = async (): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetters,
        MaxNumberOfMessages: MOST_A_CALL,
        VisibilityTimeout: HIDDEN_SECONDS,
        WaitTimeSeconds: WAIT_SECONDS,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  };

  // So that whoever sends them back after a look finds all of them. What stays hidden shows itself in a minute.
  const show = async (messages: Iterable<Message>) => {
    for (const { ReceiptHandle } of messages) {
      const visible = { QueueUrl: deadLetters, ReceiptHandle, VisibilityTimeout: 0 };
      await sqs.send(new ChangeMessageVisibilityCommand(visible)).catch(() => {});
    }
  };

  return {
    name,

    async count() {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },

    async all(seen = () => {}) {
      const found = new Map<string, Message>();
      try {
        for (;;) {
          // What took too long to look through comes again.
          const fresh = (await receive()).filter(({ MessageId = '' }) => !found.has(MessageId));
          if (fresh.length === 0) break;
          for (const message of fresh) found.set(message.MessageId ?? '', message);
          seen(found.size);
        }
      } finally {
        await show(found.values());
      }
      return [...found.values()].map((message) => letterOf(name, message));
    },

    async remove(id) {
      const others = new Map<string, Message>();
      try {
        for (;;) {
          const fresh = (await receive()).filter(({ MessageId = '' }) => !others.has(MessageId));
          if (fresh.length === 0) return false;
          for (const message of fresh) others.set(message.MessageId ?? '', message);
          const wanted = others.get(id);
          if (wanted === undefined) continue;
          await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetters, ReceiptHandle: wanted.ReceiptHandle }));
          others.delete(id);
          return true;
        }
      } finally {
        await show(others.values());
      }
    },

    async redrive(sent) {
      let count = 0;
      for (;;) {
        const messages = await receive();
        if (messages.length === 0) return count;
        for (const { Body, MessageAttributes, ReceiptHandle } of messages) {
          await sqs.send(new SendMessageCommand({ QueueUrl: own, MessageAttributes, ...messageFor(own, Body) }));
          await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetters, ReceiptHandle }));
          count += 1;
          sent(count);
        }
      }
    },
  };
}

/** A queue of lines asks for the line, and would drop what it was sent within five minutes: what is sent back is new to it. */
function messageFor(queue: string, Body = '') {
  return queue.endsWith('.fifo') ? { ...fifo(Body), MessageDeduplicationId: randomUUID() } : { MessageBody: Body };
}

function letterOf(queue: QueueName, { MessageId = '', Body = '', Attributes, MessageAttributes }: Message): DeadLetter {
  return {
    queue,
    id: MessageId,
    sentAt: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
    tries: Number(Attributes?.ApproximateReceiveCount ?? 1) - 1,
    body: Body,
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes ?? {}).map(([key, { StringValue = '' }]) => [key, StringValue]),
    ),
  };
}
