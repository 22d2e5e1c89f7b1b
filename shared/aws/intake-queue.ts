import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { IntakeQueue } from '../ticket/ports.ts';
import { queueUrlOf } from './queue-url.ts';
import { traceAttribute } from './trace-attribute.ts';

/**
 * The intake queue, by its ARN. What is put there looks as if SNS, or the bucket, had put it there. That it is to be taken in quietly stands beside
 * what these say, where neither of them writes and no sender of a mail can.
 */
export function sqsIntake(sqs: SQSClient, arn: string): IntakeQueue {
  const send = async (body: object, { isQuiet = false }: { isQuiet?: boolean } = {}) => {
    const MessageBody = JSON.stringify({ ...body, ...(isQuiet && { isQuiet }) });
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrlOf(arn), MessageBody, ...traceAttribute() }));
  };
  return {
    deliverAgain: (notification, how) => send({ Type: 'Notification', Message: notification }, how),
    releaseLater: (release) => send({ release }),
    arriveAgain: ({ raw: key, at: time }, how) => send({ source: 'aws.s3', time, detail: { object: { key } } }, how),
  };
}
