import { randomBytes } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { putObject } from '../../../shared/aws/put-object.ts';
import type { Verdicts } from '../../../shared/mail/verdicts.ts';
import { PREFIX } from '../../../shared/names.ts';
import { checkSender, PROVED } from './check-sender.ts';
import type { Dns } from './dns.ts';
import { type MailHeaders, readHeaders } from './headers.ts';
import { notificationOf } from './notification.ts';
import { scan } from './scan.ts';

/** Where received mail goes. */
export type Destination = {
  s3: S3Client;
  sns: SNSClient;
  bucket: string;
  topicArn: string;
  /** Desk time. */
  now: () => Date;
  dns: Dns;
};

/** One SMTP transaction. */
export type Transaction = {
  sender: string;
  recipients: string[];
  /** The name the client logged in by. */
  user: string | undefined;
  /** Address of the client, and the name it greeted with. */
  ip: string;
  helo: string;
  raw: Buffer;
};

/**
 * Does what a receipt rule with an S3 action and a topic does: scan the mail, check its sender, store it, then announce it.
 * Throws when it could not be stored or announced.
 */
export async function receive(destination: Destination, transaction: Transaction): Promise<{ messageId: string }> {
  const started = performance.now();
  const at = destination.now();
  const { sender, recipients } = transaction;
  const messageId = newMessageId();
  const key = `${PREFIX.raw}${messageId}`;
  const headers = await readHeaders(transaction.raw);
  const scanned = scan(transaction.raw);
  const raw = Buffer.concat([trace(messageId, transaction, at, scanned), transaction.raw]);
  // Side by side: a check that waits for DNS costs no time of its own.
  const [checked] = await Promise.all([
    checkTransaction(destination.dns, transaction, headers),
    putObject(destination.s3, { Bucket: destination.bucket, Key: key }, raw),
  ]);
  const notification = notificationOf({
    messageId,
    sender,
    recipients,
    headers,
    verdicts: { ...scanned, ...checked },
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

/** Logged in as its author, by any password, a mail counts as authenticated; any other has to prove it. */
async function checkTransaction(dns: Dns, { user, ...delivery }: Transaction, { author }: MailHeaders) {
  if (user !== undefined && user.toLowerCase() === author) return PROVED;
  return checkSender({ ...delivery, author }, dns.forOneMail());
}

/** The shape of an id that SES gives: 40 lower-case letters and digits. */
function newMessageId(): string {
  return BigInt(`0x${randomBytes(26).toString('hex')}`)
    .toString(36)
    .padStart(40, '0')
    .slice(-40);
}

/** The header lines that a receiving server puts above the mail (RFC 5321, section 4.4). */
function trace(
  messageId: string,
  { sender, recipients }: Transaction,
  at: Date,
  { spam, virus }: Pick<Verdicts, 'spam' | 'virus'>,
): Buffer {
  const date = at.toUTCString().replace('GMT', '+0000');
  return Buffer.from(
    [
      `Return-Path: <${sender}>`,
      `Received: from [127.0.0.1] by desk.local with SMTP id ${messageId}`,
      ` for ${recipients[0]}; ${date}`,
      `X-SES-Spam-Verdict: ${spam}`,
      `X-SES-Virus-Verdict: ${virus}`,
      '',
    ].join('\r\n'),
  );
}
