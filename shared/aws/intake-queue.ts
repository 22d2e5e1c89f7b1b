import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { IntakeQueue } from '../ticket/ports.ts';
import { queueUrlOf } from './queue-url.ts';

/** The intake queue, by its ARN. What is put there looks as if SNS had put it there. */
export function sqsIntake(sqs: SQSClient, arn: string): IntakeQueue {
  return {
    async deliverAgain(notification) {
      const MessageBody = JSON.stringify({ Type: 'Notification', Message: notification });
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrlOf(arn), MessageBody }));
    },
  };
}
