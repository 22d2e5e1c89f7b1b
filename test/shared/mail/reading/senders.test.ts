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
    'Anna @rossi',
    'Anna @ rossi',
    'anna@ rossi',
    'Anna Rossi @rossi, x',
    '"Anna <anna@rossi.example>, Bob <bob@rossi.example>',
    '"Anna" <anna rossi.example> "',
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

  it.each([
    ["'anna@rossi.example'", {}],
    ["<'anna@rossi.example'>", {}],
    ["Anna <'anna@rossi.example'>", { name: 'Anna' }],
    ["'o'anna@rossi.example'", undefined],
    ['Anna @rossi.example', {}],
    ['anna@ rossi.example', {}],
    ['"Anna <anna@rossi.example>', { name: 'Anna' }],
    ['Anna" <anna@rossi.example>', { name: 'Anna' }],
    ['"Rossi, Anna <anna@rossi.example>', { name: 'Rossi, Anna' }],
    ['"anna@rossi.example', {}],
    ['Anna "la <anna@rossi.example>', { name: 'Anna la' }],
    ['\nFrom: anna@rossi.example', {}],
    ['  \nFrom: \nFrom: Anna <anna@rossi.example>', { name: 'Anna' }],
  ])('that had to be looked for is doubtful: %j', async (from, rest) => {
    const mail = await parseMail(wire(`From: ${from}\nSubject: x\n\nx`));
    if (rest) expect(mail.from).toEqual({ address: 'anna@rossi.example', ...rest });
    expect(mail.isFromDoubtful).toBe(true);
  });

  it.each([
    "'Anna' <anna@rossi.example>",
    "'anna@rossi.example' <anna@rossi.example>",
    '"Anna @ home" <anna@rossi.example>',
    'anna@rossi.example (Anna @ home)',
    '< anna@rossi.example >',
    "Anna <o'anna@rossi.example>",
  ])('that stands there as it should is not: %s', async (from) => {
    expect((await parseMail(wire(`From: ${from}\nSubject: x\n\nx`))).isFromDoubtful).toBe(false);
  });

  it('is no answer address of a broken Reply-To', async () => {
    const mail = await parseMail(wire('From: a@b.example\nReply-To: <anna@rossi example>\nCc: <x>, c@d.example\n\nx'));
    expect(mail.replyTo).toBeUndefined();
    expect(mail.cc).toEqual([{ address: 'c@d.example' }]);
  });
});
