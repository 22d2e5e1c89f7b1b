import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { clientOptions, HIDE_CALL } from './clients.ts';

/** Says when a message that was delivered may be delivered again. */
export type Visibility = {
  /** Hides it for so many seconds from now, in place of what held until now. 0 shows it at once. */
  hide(record: Pick<SQSRecord, 'eventSourceARN' | 'receiptHandle'>, seconds: number): Promise<void>;
};

/**
 * Visibility in SQS. The client goes to its own endpoint, which may be a local one; of the queue's URL only the path counts, in
 * the form of https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html.
 */
export function sqsVisibility(
  sqs = new SQSClient({ ...clientOptions(HIDE_CALL, 'standard'), useQueueUrlAsEndpoint: false }),
): Visibility {
  return {
    async hide({ eventSourceARN, receiptHandle }, seconds) {
      const [, , , region, account, name] = eventSourceARN.split(':');
      const QueueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
      await sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: seconds }),
      );
    },
  };
}
