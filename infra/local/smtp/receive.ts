import { randomBytes } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { putObject } from '../../../shared/aws/put-object.ts';
import { PREFIX } from '../../../shared/names.ts';
import { readHeaders } from './headers.ts';
import { notificationOf } from './notification.ts';

/** Where received mail goes. */
export type Destination = {
  s3: S3Client;
  sns: SNSClient;
  bucket: string;
  topicArn: string;
  /** Desk time. */
  now: () => Date;
};

/** One SMTP transaction. `user` is the name the client logged in by. */
export type Transaction = { sender: string; recipients: string[]; user: string | undefined; raw: Buffer };

/** Does what a receipt rule with an S3 action and a topic does: store the raw mail, then announce it. Throws when either failed. */
export async function receive(destination: Destination, transaction: Transaction): Promise<{ messageId: string }> {
  const started = performance.now();
  const at = destination.now();
  const { sender, recipients, user } = transaction;
  const messageId = newMessageId();
  const key = `${PREFIX.raw}${messageId}`;
  const headers = await readHeaders(transaction.raw);
  const raw = Buffer.concat([trace(messageId, transaction, at), transaction.raw]);
  await putObject(destination.s3, { Bucket: destination.bucket, Key: key }, raw);
  const notification = notificationOf({
    messageId,
    sender,
    recipients,
    headers,
    authenticated: user !== undefined && user.toLowerCase() === headers.author,
    at,
    processingMs: Math.round(performance.now() - started),
    bucket: destination.bucket,
    key,
    topicArn: destination.topicArn,
  });
  await destination.sns.send(
    new PublishCommand({
      TopicArn: destination.topicArn,
      Subject: 'Amazon SES Email Receipt Notification',
      Message: JSON.stringify(notification),
    }),
  );
  return { messageId };
}

/** The shape of an id that SES gives: 40 lower-case letters and digits. */
function newMessageId(): string {
  return BigInt(`0x${randomBytes(26).toString('hex')}`)
    .toString(36)
    .padStart(40, '0')
    .slice(-40);
}

/** The header lines that a receiving server puts above the mail (RFC 5321, section 4.4). */
function trace(messageId: string, { sender, recipients }: Transaction, at: Date): Buffer {
  const date = at.toUTCString().replace('GMT', '+0000');
  return Buffer.from(
    [
      `Return-Path: <${sender}>`,
      `Received: from [127.0.0.1] by desk.local with SMTP id ${messageId}`,
      ` for ${recipients[0]}; ${date}`,
      'X-SES-Spam-Verdict: PASS',
      'X-SES-Virus-Verdict: PASS',
      '',
    ].join('\r\n'),
  );
}
