import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sesMailer } from '../../../shared/aws/mailer.ts';
import type { Mailer } from '../../../shared/ticket/ports.ts';
import { memoryMailer } from '../../support/memory-mailer.ts';
import { mailTo } from '../../support/outgoing.ts';
import { type SesAccount, startSesAccount } from '../../support/ses.ts';

let ses: SesAccount;
beforeAll(async () => {
  ses = await startSesAccount();
});
beforeEach(() => ses.reset());
afterAll(() => ses.stop());

describe.each<[string, () => Mailer]>([
  ['through SES', () => sesMailer(ses.client, 'sending')],
  ['in memory', () => memoryMailer([])],
])('mail %s', (_, open) => {
  it('gives the Message-ID that the receiver will see, another for each', async () => {
    const mailer = open();
    const ids = new Set<string>();
    for (const to of ['one@few.example', 'one@few.example', "o'hara+x@few.example"]) {
      const sent = await mailer.send(mailTo(to));
      if (sent.outcome !== 'done') expect.fail(sent.reason);
      expect(sent.messageId).toMatch(/^<[^<>@\s]+@[a-z0-9-]+\.amazonses\.com>$/);
      ids.add(sent.messageId);
    }
    expect(ids.size).toBe(3);
  });

  it.each([
    'nobody at all',
    'nobody',
    'a@b@c.example',
    '"anna rossi"@rossi.example',
    'müller@rossi.example',
    'anna@rossi..example',
    'anna@.example',
    'anna@rossi.example.',
    'an..na@rossi.example',
    'anna@rossi.example>, <evil@evil.example',
  ])('to %s is refused for the sake of the recipient', async (to) => {
    expect(await open().send(mailTo(to))).toEqual({
      outcome: 'refused',
      what: 'recipient',
      reason: expect.any(String),
    });
    expect(await open().send(mailTo('good@few.example', { cc: [{ address: to }] }))).toMatchObject({
      outcome: 'refused',
    });
  });

  it('that is too large with all that is in it is refused for its own sake', async () => {
    const file = { filename: 'x.bin', contentType: 'application/octet-stream', content: Buffer.alloc(8_000_000) };
    expect(await open().send(mailTo('one@few.example', { attachments: [file] }))).toMatchObject({
      outcome: 'refused',
      what: 'mail',
      reason: expect.stringContaining('Message length'),
    });
  });

  it('takes what strangers put into names, subjects and file names', async () => {
    const hostile = 'x\r\nBcc: evil@evil.example\r\n\u0000\u202E';
    const mail = mailTo('one@few.example', {
      to: [{ address: 'one@few.example', name: hostile }],
      subject: hostile,
      references: [hostile, '<a@b>'],
      attachments: [{ filename: hostile, contentType: hostile, content: Buffer.from('x') }],
      tags: { ticket: hostile },
    });
    expect(await open().send(mail)).toMatchObject({ outcome: 'done' });
  });
});
