import type { SQSEvent } from 'aws-lambda';
import { readHeaders } from '../../infra/local/smtp/headers.ts';
import { notificationOf } from '../../infra/local/smtp/notification.ts';

/** What the intake queue delivers for a mail that SES stored under `key`, its author authenticated. */
export async function mailEvent(
  raw: Buffer,
  { id, bucket, key, to }: { id: string; bucket: string; key: string; to: string },
): Promise<SQSEvent> {
  const headers = await readHeaders(raw);
  const notification = notificationOf({
    messageId: id,
    sender: headers.author ?? '',
    recipients: [to],
    headers,
    verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
    at: new Date(),
    processingMs: 1,
    bucket,
    key,
    topicArn: 'arn:aws:sns:eu-west-1:000000000000:bench',
  });
  return {
    Records: [
      {
        messageId: id,
        receiptHandle: id,
        body: JSON.stringify({ Type: 'Notification', Message: JSON.stringify(notification) }),
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: '0',
          SenderId: 'bench',
          ApproximateFirstReceiveTimestamp: '0',
        },
        messageAttributes: {},
        md5OfBody: '',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:bench',
        awsRegion: 'eu-west-1',
      },
    ],
  };
}
