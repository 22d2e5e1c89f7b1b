import type { EventType, Rules } from './rules.ts';

/** What becomes of a mail at one recipient. */
export type Fate = { type: EventType; detail: (recipient: string) => Record<string, unknown> };

const DOMAIN = '@simulator.amazonses.com';

/** Fields of https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html, each with its event type. */
const DELIVERED: Fate = {
  type: 'Delivery',
  detail: (recipient) => ({
    processingTimeMillis: 0,
    recipients: [recipient],
    smtpResponse: '250 2.6.0 Message received',
    reportingMTA: 'local.smtp-out.amazonses.com',
  }),
};

const BOUNCED: Fate = {
  type: 'Bounce',
  detail: (emailAddress) => ({
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      { emailAddress, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
    ],
    reportingMTA: 'dns; local.smtp-out.amazonses.com',
  }),
};

const SUPPRESSED: Fate = {
  type: 'Bounce',
  detail: (emailAddress) => ({
    bounceType: 'Permanent',
    bounceSubType: 'Suppressed',
    bouncedRecipients: [
      {
        emailAddress,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'Amazon SES has suppressed sending to this address',
      },
    ],
    reportingMTA: 'dns; amazonses.com',
  }),
};

/** The same of the account's own list. */
const onAccountList = ({ type, detail }: Fate): Fate => ({
  type,
  detail: (recipient) => ({ ...detail(recipient), bounceSubType: 'OnAccountSuppressionList' }),
});

const COMPLAINED: Fate = {
  type: 'Complaint',
  detail: (emailAddress) => ({
    complainedRecipients: [{ emailAddress }],
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType: 'abuse',
  }),
};

/** https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html; `ooto`'s answer by mail is not given here. */
const SIMULATED: Record<string, Fate[]> = {
  bounce: [BOUNCED],
  complaint: [DELIVERED, COMPLAINED],
  suppressionlist: [SUPPRESSED],
};

/** Whether SES's mailbox simulator reads this address. */
export function isSimulator(address: string): boolean {
  return address.toLowerCase().endsWith(DOMAIN);
}

/**
 * What SES reports of a recipient: the simulator's addresses do as their name says, also with a label; all others read their mail, save
 * those whom the rules call unreachable or suppressed.
 */
export function fatesOf(
  recipient: string,
  { unreachable, suppressed }: Pick<Rules, 'unreachable' | 'suppressed'>,
): Fate[] {
  if (suppressed.includes(recipient.toLowerCase())) return [onAccountList(SUPPRESSED)];
  if (unreachable.includes(recipient.toLowerCase())) return [BOUNCED];
  if (!isSimulator(recipient)) return [DELIVERED];
  const [name = ''] = recipient.toLowerCase().slice(0, -DOMAIN.length).split('+');
  return SIMULATED[name] ?? [DELIVERED];
}
