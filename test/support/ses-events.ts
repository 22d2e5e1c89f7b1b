import { createHash } from 'node:crypto';
import { receiveFeedback } from '../../shared/intake/receive-feedback.ts';
import { readSendingEvent } from '../../shared/intake/sending-event.ts';
import type { OutgoingMail } from '../../shared/mail/outgoing.ts';
import type { MemoryDesk } from './memory-desk.ts';

type Type = 'Bounce' | 'Complaint' | 'Delivery' | 'Reject';

const AT = '2026-11-30T08:00:01.000Z';

const bounced = (emailAddress: string) => ({
  bounceType: 'Permanent',
  bounceSubType: 'General',
  bouncedRecipients: [
    { emailAddress, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
  ],
  timestamp: AT,
});

/**
 * What SES publishes of a mail; `change` stands in place of fields of its detail. Its fields are those of
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html, as the local SES has them, too.
 */
export function sesEventOf(mail: OutgoingMail, eventType: Type, change: Record<string, unknown> = {}) {
  const { recipient, tags = {}, returnPath: source = '' } = mail;
  const details: Record<Type, object> = {
    Bounce: bounced(recipient),
    Complaint: {
      complainedRecipients: [{ emailAddress: recipient }],
      timestamp: AT,
      complaintFeedbackType: 'abuse',
    },
    Delivery: { timestamp: AT, recipients: [recipient], smtpResponse: '250 ok' },
    Reject: { reason: 'Bad content' },
  };
  return {
    eventType,
    mail: {
      ...{ timestamp: AT, source, destination: [recipient] },
      messageId: createHash('sha256')
        .update(JSON.stringify([recipient, tags, mail.subject]))
        .digest('hex'),
      tags: {
        'ses:configuration-set': ['Sending'],
        ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
      },
    },
    [eventType.toLowerCase()]: { ...details[eventType], ...change },
  };
}

/** A message of the feedback queue. */
const feedbackBody = (event: object) => JSON.stringify({ Type: 'Notification', Message: JSON.stringify(event) });

/** SES says what became of a mail of the desk's. */
export async function sesReports(
  desk: MemoryDesk,
  ...[mail, type, change]: Parameters<typeof sesEventOf>
): Promise<void> {
  const event = readSendingEvent(feedbackBody(sesEventOf(mail, type, change)), desk.settings);
  if (event) await receiveFeedback(desk, event, desk.team.tellings);
}
