import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { wire } from '../fixtures.ts';

const senderOf = async (from: string) => (await parseMail(wire(`From: ${from}\nSubject: x\n\nx`))).from;

describe('a sender', () => {
  it.each([
    'anna',
    'Anna Rossi',
    'Anna Rossi <anna>',
    'Mail Delivery System <MAILER-DAEMON>',
    '"anna" <MAILER-DAEMON> (x@y.example)',
    '"anna@rossi.example" <anna>',
    '<anna rossi.example>',
    'Anna <anna@rossi example>',
    'anna@rossi example',
    'Anna <anna at rossi.example>',
    'anna rossi@',
    'Anna <anna@>',
    'Anna <@rossi.example>',
    'undisclosed-recipients:;',
  ])('is nobody rather than made up: %s', async (from) => {
    expect(await senderOf(from)).toBeUndefined();
  });

  it.each([
    ['Anna <anna@rossi.example>', 'anna@rossi.example'],
    ['Anna < anna@rossi.example >', 'anna@rossi.example'],
    ['Anna <anna @ rossi.example>', 'anna@rossi.example'],
    ['Anna <mailto:anna@rossi.example>', 'anna@rossi.example'],
    ['anna@rossi.example (Anna)', 'anna@rossi.example'],
    ['"Rossi, Anna" <anna@rossi.example>', 'anna@rossi.example'],
    ['Anna <anna@rossi.example> <x>', 'anna@rossi.example'],
  ])('is who stands there: %s', async (from, address) => {
    expect(await senderOf(from)).toMatchObject({ address });
  });

  it('is no answer address of a broken Reply-To', async () => {
    const mail = await parseMail(wire('From: a@b.example\nReply-To: <anna@rossi example>\nCc: <x>, c@d.example\n\nx'));
    expect(mail.replyTo).toBeUndefined();
    expect(mail.cc).toEqual([{ address: 'c@d.example' }]);
  });
});
