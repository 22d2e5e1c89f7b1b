import type { VerdictStatus, Verdicts } from '../../../shared/mail/verdicts.ts';
import type { MailHeaders } from './headers.ts';

/** A mail that was received and stored, before it is announced. */
export type ReceivedMail = {
  messageId: string;
  /** Envelope sender; empty for a bounce. */
  sender: string;
  /** Envelope recipients. */
  recipients: string[];
  headers: MailHeaders;
  verdicts: Verdicts;
  /** Desk time at which the mail was complete. */
  at: Date;
  processingMs: number;
  bucket: string;
  key: string;
  topicArn: string;
};

/**
 * The notification that SES publishes for a mail stored by an S3 action
 * (https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html).
 */
export function notificationOf(mail: ReceivedMail) {
  const { spam, virus, spf, dkim, dmarc, dmarcPolicy } = mail.verdicts;
  const is = (status: VerdictStatus) => ({ status });
  return {
    notificationType: 'Received',
    receipt: {
      timestamp: mail.at.toISOString(),
      processingTimeMillis: mail.processingMs,
      recipients: mail.recipients,
      spamVerdict: is(spam),
      virusVerdict: is(virus),
      spfVerdict: is(spf),
      dkimVerdict: is(dkim),
      dmarcVerdict: is(dmarc),
      ...(dmarcPolicy && { dmarcPolicy: dmarcPolicy.toUpperCase() }),
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
