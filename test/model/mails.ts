import { bounceAddress } from '../../shared/mail/signed/bounce-address.ts';
import { replyAddress } from '../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../shared/mail/signed/thread-id.ts';
import { recipientHash } from '../../shared/ticket/caps.ts';

/** Mails of the stories, as bytes, and what SES says of each. */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
export const ADA = 'ada@support.example';

export type Mail = {
  /** Tells it from all others; part of its Message-ID. */
  name: string;
  from: string;
  to?: string;
  subject: string;
  text: string;
  /** Further lines of the header. */
  header?: string[];
  isProved: boolean;
};

/** The address of a ticket: its customer's, or an agent's own. */
export const addressOf = (ticketId: string, agentId?: string) =>
  replyAddress(KEY, SUPPORT, { ticketId, ...(agentId && { agentId }) });

/** Where a report on the requester's mail of an answer comes to. */
export const returnPathOf = (ticketId: string, messageKey: string, requester: string) =>
  bounceAddress(KEY, SUPPORT, { ticketId, messageKey, sentTo: { to: recipientHash(requester), as: 'requester' } });

/** The header of a mail that answers one of ours about a ticket. */
export const answering = (ticketId: string) => [`References: ${threadId(KEY, SUPPORT, ticketId)}`];

export function bytesOf({ name, from, to = SUPPORT, subject, text, header = [] }: Mail): Buffer {
  const id = `Message-ID: <${name}@mail.example>`;
  return Buffer.from([`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, id, ...header, '', text, ''].join('\r\n'));
}

/** A report, for machines and for people, of a mail to `recipient` that could not be delivered. */
export function reportOf(name: string, recipient: string, text: string, to: string): Mail {
  const status = ['Reporting-MTA: dns; mx.mail.example', '', `Final-Recipient: rfc822; ${recipient}`];
  const parts = ['--x', '', text, '--x', 'Content-Type: message/delivery-status', '', ...status];
  return {
    name,
    from: 'MAILER-DAEMON@mx.mail.example',
    to,
    subject: 'Undelivered Mail',
    header: ['Content-Type: multipart/report; report-type=delivery-status; boundary=x'],
    text: [...parts, 'Action: failed', 'Status: 5.1.1', '--x--'].join('\r\n'),
    isProved: false,
  };
}

/** What SES tells of a mail that it stored under `raw/<name>`. */
export function noticeOf({ name, from, to = SUPPORT, isProved }: Mail, at: Date): string {
  const pass = { status: 'PASS' };
  const proof = isProved ? pass : { status: 'FAIL' };
  return JSON.stringify({
    notificationType: 'Received',
    receipt: {
      timestamp: at.toISOString(),
      recipients: [to],
      spamVerdict: pass,
      virusVerdict: pass,
      spfVerdict: proof,
      dkimVerdict: proof,
      dmarcVerdict: proof,
      action: { type: 'S3', objectKey: `raw/${name}` },
    },
    mail: { messageId: name, source: from },
  });
}
