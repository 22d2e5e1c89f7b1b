import type { OutgoingMail } from '../../shared/mail/outgoing.ts';

/** A mail of the desk's to these addresses. */
export function mailTo(to: string, change: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    recipient: to,
    from: { address: 'help@support.example' },
    to: [{ address: to }],
    replyTo: 'help@support.example',
    subject: `To ${to}`,
    text: 'x',
    html: '<p>x</p>',
    references: [],
    automatic: false,
    mark: { name: 'X-Support-Desk', value: 'x' },
    attachments: [],
    ...change,
  };
}
