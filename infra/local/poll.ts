import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ChangeMessageVisibilityBatchCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Consumer } from 'sqs-consumer';
import { lambdaContext } from './lambda-context.ts';
import { lanesOf, workOff } from './lanes.ts';
import { REGION } from './resources.ts';

/** Messages taken at once, whatever the function is handed at once: a look costs as much as the work on a small message. */
const MOST_TAKEN = 10;
/**
 * Looks at a queue at a time. The emulator wakes all of them for each message, and one has it; the second goes on while the first waits for the slowest
 * of what it took.
 */
const MOST_LOOKS = 2;
/** What a stop waits for at most, so that the whole desk is gone within two seconds. */
const LONGEST_STOP_MS = 1000;

type Options = {
  sqs: SQSClient;
  queueUrl: string;
  queueArn: string;
  functionName: string;
  /** Longest that the function runs on AWS. */
  timeoutSeconds: number;
  handler: (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;
  /** Messages handed over at once. */
  batchSize: number;
  /** Batches handled at a time. */
  concurrency: number;
  onError: (error: unknown) => void;
};

/**
 * An event source mapping with partial batch responses: hands batches of a queue to a handler, deletes what succeeded, and
 * leaves the rest to the queue: the handler has said when it comes again, and the redrive policy sets it aside in the end.
 */
export function pollQueue(options: Options): { stop(): Promise<void> } {
  const looks = Math.min(MOST_LOOKS, options.concurrency);
  const atOnce = Math.ceil(options.concurrency / looks);
  const consumers = Array.from({ length: looks }, () => startConsumer(options, atOnce));
  return {
    async stop() {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    },
  };
}

function startConsumer(options: Options, atOnce: number): { stop(): Promise<void> } {
  const { batchSize, queueUrl } = options;
  let busy = false;
  let isStopping = false;
  const consumer = Consumer.create({
    sqs: options.sqs,
    queueUrl,
    batchSize: MOST_TAKEN,
    // Lines are kept here: its lanes are.
    suppressFifoWarning: true,
    messageSystemAttributeNames: ['All'],
    messageAttributeNames: ['All'],
    handleMessageBatch: async (messages) => {
      busy = true;
      const { done, left } = await workOff(lanesOf(messages, batchSize), {
        atOnce,
        isStopping: () => isStopping,
        work: (batch) => invoke(options, batch),
      });
      if (left.length > 0) await giveBack(options, left);
      return done;
    },
  });
  consumer.on('response_processed', () => {
    busy = false;
  });
  consumer.on('error', (error) => {
    // A stop breaks the waiting request off.
    if (consumer.status.isRunning) options.onError(error);
  });
  consumer.start();
  return {
    async stop() {
      isStopping = true;
      consumer.stop();
      // What was begun is finished and deleted, or the next start would see it again.
      if (busy) await Promise.race([once(consumer, 'response_processed'), pause(LONGEST_STOP_MS)]);
    },
  };
}

/** Lets others have what was taken and not begun at once: it would come again after the queue's time only. */
async function giveBack({ sqs, queueUrl, onError }: Options, messages: readonly Message[]): Promise<void> {
  const Entries = messages.map(({ ReceiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle,
    VisibilityTimeout: 0,
  }));
  await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries })).catch(onError);
}

/** The messages that the handler finished: all but those it named, and none when it threw. */
async function invoke(options: Options, messages: Message[]): Promise<Message[]> {
  const event: SQSEvent = { Records: messages.map((message) => toRecord(message, options.queueArn)) };
  try {
    const response = await options.handler(event, lambdaContext(options.functionName, options.timeoutSeconds));
    const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    return messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
  } catch (error) {
    options.onError(error);
    return [];
  }
}

/** A message as Lambda hands it to a function. */
export function toRecord(message: Message, queueArn: string): SQSRecord {
  const { Attributes = {} } = message;
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: Attributes.SentTimestamp ?? '',
      SenderId: Attributes.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '',
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType = 'String', StringValue }]) => [
        name,
        { dataType: DataType, stringValue: StringValue },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: REGION,
  };
}
