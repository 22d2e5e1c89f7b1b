import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Visibility } from '../redelivery.ts';
import { clientOptions, HIDE_CALL } from './clients.ts';
import { queueUrlOf } from './queue-url.ts';

/** Visibility in SQS. */
export function sqsVisibility(
  sqs = new SQSClient({ ...clientOptions(HIDE_CALL), useQueueUrlAsEndpoint: false }),
): Visibility {
  return {
    async hide({ eventSourceARN, receiptHandle }, seconds) {
      const QueueUrl = queueUrlOf(eventSourceARN);
      await sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
      );
    },
  };
}
