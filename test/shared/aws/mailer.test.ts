import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sesMailer } from '../../../shared/aws/mailer.ts';
import type { OutgoingMail } from '../../../shared/mail/outgoing.ts';
import { type SesAccount, startSesAccount } from '../../support/ses.ts';

let ses: SesAccount;
beforeAll(async () => {
  ses = await startSesAccount();
});
afterAll(() => ses.stop());

const mailer = () => sesMailer(ses.client);

const mailTo = (to: string, copies = 0): OutgoingMail => ({
  from: { address: 'help@support.example' },
  to: [{ address: to }],
  cc: Array.from({ length: copies }, (_, index) => ({ address: `copy${index}@many.example` })),
  replyTo: 'help@support.example',
  subject: `To ${to}`,
  text: 'x',
  html: '<p>x</p>',
  references: [],
  automatic: false,
  mark: { name: 'X-Support-Desk', value: 'x' },
  attachments: [],
});

async function mailsAbout(subject: string): Promise<unknown[]> {
  const { emails } = (await (await fetch(`${ses.url}/store`)).json()) as { emails: { subject: string }[] };
  return emails.filter((mail) => mail.subject === subject);
}

describe('mail through SES', () => {
  it('gives the Message-ID that the receiver will see', async () => {
    const sent = await mailer().send(mailTo('one@few.example'));
    expect(sent).toMatchObject({
      outcome: 'done',
      messageId: expect.stringMatching(/^<[^<>@]+@eu-west-1\.amazonses\.com>$/),
    });
  });

  it('to more than fifty goes in several envelopes', async () => {
    await mailer().send(mailTo('fifty@few.example', 49));
    await mailer().send(mailTo('more@few.example', 120));
    expect(await mailsAbout('To fifty@few.example')).toHaveLength(1);
    expect(await mailsAbout('To more@few.example')).toHaveLength(3);
  });

  it('to what is no address is refused for good', async () => {
    expect(await mailer().send(mailTo('nobody at all'))).toMatchObject({ outcome: 'refused', what: 'recipient' });
  });
});
