import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Visibility } from '../redelivery.ts';
import { clientOptions, HIDE_CALL } from './clients.ts';

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
