import type { MailHeaders } from './headers.ts';

/** A mail that was received and stored, before it is announced. */
export type ReceivedMail = {
  messageId: string;
  /** Envelope sender; empty for a bounce. */
  sender: string;
  /** Envelope recipients. */
  recipients: string[];
  headers: MailHeaders;
  /** The sender logged in as the author of the mail. */
  authenticated: boolean;
  /** Desk time at which the mail was complete. */
  at: Date;
  processingMs: number;
  bucket: string;
  key: string;
  topicArn: string;
};

/**
 * The notification that SES publishes for a mail stored by an S3 action
 * (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html). An unauthenticated sender is
 * `GRAY` as on AWS, where that covers every domain without a policy: only `PASS` proves anything.
 */
export function notificationOf(mail: ReceivedMail) {
  const verdict = { status: mail.authenticated ? 'PASS' : 'GRAY' };
  const pass = { status: 'PASS' };
  return {
    notificationType: 'Received',
    receipt: {
      timestamp: mail.at.toISOString(),
      processingTimeMillis: mail.processingMs,
      recipients: mail.recipients,
      spamVerdict: pass,
      virusVerdict: pass,
      spfVerdict: verdict,
      dkimVerdict: verdict,
      dmarcVerdict: verdict,
      action: { type: 'S3', topicArn: mail.topicArn, bucketName: mail.bucket, objectKey: mail.key },
    },
    mail: {
      timestamp: mail.at.toISOString(),
      source: mail.sender,
      messageId: mail.messageId,
      destination: mail.recipients,
      headersTruncated: mail.headers.truncated,
      headers: mail.headers.list,
      commonHeaders: { returnPath: mail.sender, ...mail.headers.common },
    },
  };
}
