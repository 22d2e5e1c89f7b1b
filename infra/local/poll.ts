import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { Consumer } from 'sqs-consumer';
import { lambdaContext } from './lambda-context.ts';
import { REGION } from './resources.ts';

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
  const consumers = Array.from({ length: options.concurrency }, () => startConsumer(options));
  return {
    async stop() {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    },
  };
}

function startConsumer(options: Options): { stop(): Promise<void> } {
  let busy = false;
  const consumer = Consumer.create({
    sqs: options.sqs,
    queueUrl: options.queueUrl,
    batchSize: options.batchSize,
    messageSystemAttributeNames: ['All'],
    messageAttributeNames: ['All'],
    handleMessageBatch: async (messages) => {
      busy = true;
      const failed = await invoke(options, messages);
      return messages.filter((message) => !failed.includes(message));
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
      consumer.stop();
      // What was received is finished and deleted, or the next start would see it again.
      if (busy) await Promise.race([once(consumer, 'response_processed'), pause(LONGEST_STOP_MS)]);
    },
  };
}

/** The messages that the handler did not finish: those it named, or all when it threw. */
async function invoke(options: Options, messages: Message[]): Promise<Message[]> {
  const event: SQSEvent = { Records: messages.map((message) => toRecord(message, options.queueArn)) };
  try {
    const response = await options.handler(event, lambdaContext(options.functionName, options.timeoutSeconds));
    const failed = new Set(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    return messages.filter(({ MessageId = '' }) => failed.has(MessageId));
  } catch (error) {
    options.onError(error);
    return messages;
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
