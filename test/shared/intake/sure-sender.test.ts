import { describe, expect, it } from 'vitest';
import { readNotification } from '../../../shared/intake/notification.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** Only one sure sender is proved, and may be an agent (docs/promise.md section 9). Each `From:` here passes DMARC of evil.example. */

const BOB = { address: 'bob@rossi.example', verified: true };

async function attack(from: string, extra: { serviceReads?: string[]; header?: string } = {}) {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { requester: BOB, source: 'mail:zero' });
  desk.sent.length = 0;
  const opened = `Message-ID: <o@x.example>\nFrom: anna@rossi.example\nSubject: A question\n\nHelp.\n`;
  await receiveMail(desk, arrives(desk, opened, { id: 'ses-0' }));
  const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
  const to = notice?.replyTo ?? '';
  const [ticket] = (await ticketsOf(desk)).filter((each) => each.id !== id);
  desk.sent.length = 0;
  desk.pass(60);
  const raw = `Message-ID: <a@evil.example>\n${extra.header ?? ''}From: ${from}\nTo: ${to}\nSubject: Re: A question\n\nPay to my account.\n`;
  const envelope = { id: 'ses-1', recipients: [to], envelopeFrom: 'm@evil.example' };
  await receiveMail(desk, arrives(desk, raw, { ...envelope, ...(extra.serviceReads && { from: extra.serviceReads }) }));
  const after = await desk.tickets.get(ticket?.id ?? '');
  const messages = await messagesOf(desk, ticket?.id ?? '');
  return { desk, after, message: messages.at(-1) };
}

const A = 'ada@support.example';

it('the agent answers, when From is one and sure', async () => {
  const { after, desk } = await attack(`Ada <${A}>`, { serviceReads: [`Ada <${A}>`] });
  expect(after?.state).toBe('answered');
  expect(desk.sent.map(({ recipient }) => recipient)).toContain('anna@rossi.example');
});

describe('an outsider does not answer as an agent, whatever stands in From', () => {
  it.each([
    ['a quoted local part', `"m x"@evil.example, ${A}`],
    ['a quoted local part with an @', `"m@x"@evil.example, ${A}`],
    ['a quoted local part and brackets', `"m x"@evil.example <${A}>`],
    ['a literal', `m@[192.0.2.1], ${A}`],
    ['a literal in brackets', `<m@[192.0.2.1]>, <${A}>`],
    ['a literal of IPv6', `m@[IPv6:2001:db8::1], Ada <${A}>`],
    ['a route', `<@evil.example:${A}>`],
    ['a long route', `Ada <@evil.example,@b.example:${A}>`],
    ['a route before it', `<@evil.example:m@evil.example>, ${A}`],
    ['a group', `m: m@evil.example;, ${A}`],
    ['a group of the agent', `Ada: ${A};`],
    ['an empty group', `undisclosed:;, Ada <${A}>`],
    ['a colon', `m@evil.example: ${A}`],
    ['a colon behind a name', `Ada: <${A}>`],
    ['a semicolon', `m@evil.example; ${A}`],
    ['two angle pairs', `<m@evil.example> <${A}>`],
    ['two angle pairs, one empty', `<> <${A}>`],
    ['angle pairs in each other', `<m@evil.example <${A}>>`],
    ['an over-long local part', `${'m'.repeat(70)}@evil.example, ${A}`],
    ['an over-long domain', `m@${'e'.repeat(260)}.example, ${A}`],
    ['an over-long name', `${'m'.repeat(1_200)} <${A}>`],
    ['a bidi part', `m\u202E@evil.example, ${A}`],
    ['an isolate', `m\u2067@evil.example <${A}>`],
    ['a turned name', `\u202Em <${A}>`],
    ['an encoded word with the other', `=?utf-8?q?m=40evil=2Eexample?= <${A}>`],
    ['an encoded word that is all', `=?utf-8?q?${A.replace('@', '=40')}?=`],
    ['an encoded pair of brackets', `=?utf-8?q?=3Cm=40evil=2Eexample=3E?= <${A}>`],
    ['a surplus @', `m@evil.example <${A}>`],
    ['a surplus @ behind', `<${A}> m@evil.example`],
    ['two addresses without a comma', `m@evil.example ${A}`],
    ['a comment in the address', `ada(m@evil.example)@support.example`],
    ['a comment in brackets', `Ada <(m)${A}>`],
    ['a comment with a pair', `(<m@evil.example>) <${A}>`],
    ['a quote that a backslash hides', `"a\\" <m@evil.example>, \\"" <${A}>`],
    ['a second From', `m@evil.example\nFrom: ${A}`],
    ['a second From below the agent’s', `${A}\nfrom: m@evil.example`],
    ['a first From that is empty', `\nFrom: ${A}`],
  ])('%s', async (_, from) => {
    const { after, message, desk } = await attack(from);
    expect(after?.state).toBe('waiting');
    expect(message).toMatchObject({ verified: false });
    expect(message?.author).not.toBe('agent');
    expect(desk.sent.map(({ recipient }) => recipient)).not.toContain('anna@rossi.example');
  });

  it.each([
    ['another one', ['m@evil.example']],
    ['another one behind the agent’s name', [`${A} <m@evil.example>`]],
    ['two', [`Ada <${A}>`, 'm@evil.example']],
    ['none', []],
    ['something that is none', ['Ada']],
  ])('the mail service reads %s', async (_, serviceReads) => {
    const { after, message } = await attack(`Ada <${A}>`, { serviceReads });
    expect(after?.state).toBe('waiting');
    expect(message?.warnings[0]).toMatch(/^sender doubtful: the mail service read another From/);
  });
});

it.each([
  ['Anna <anna@rossi.example>', ['Anna <anna@rossi.example>']],
  ['"Rossi, Anna" <anna@rossi.example>', ['Rossi, Anna <anna@rossi.example>']],
  ['=?utf-8?q?Anna_Ros=C3=AC?= <Anna@Rossi.example>', ['Anna Rosì <Anna@Rossi.example>']],
  ['=?utf-8?q?Anna_=3A_x?= <anna@rossi.example>', ['Anna : x <anna@rossi.example>']],
  ['anna@rossi.example', ['anna@rossi.example']],
  ['anna@rossi.example (Anna)', ['Anna <anna@rossi.example>']],
])('the two readings of %s agree', async (from, serviceReads) => {
  const desk = deskOf();
  const raw = `Message-ID: <m@x.example>\nFrom: ${from}\nSubject: Hello\n\nHelp.\n`;
  await receiveMail(desk, arrives(desk, raw, { from: serviceReads }));
  const [ticket] = await ticketsOf(desk);
  expect(ticket?.requester).toMatchObject({ address: 'anna@rossi.example', verified: true });
});

it.each([`m@evil.example, anna@rossi.example`, `<m@evil.example> <anna@rossi.example>`, `x: anna@rossi.example;`])(
  'a doubtful mail is a ticket with a clock, not proved, and the agents read why: %s',
  async (from) => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, `Message-ID: <m@x.example>\nFrom: ${from}\nSubject: Hello\n\nHelp.\n`));
    const [ticket] = await ticketsOf(desk);
    expect(ticket).toMatchObject({ state: 'waiting', requester: { verified: false } });
    expect(ticket?.clock.deadline).toBeTruthy();
    expect(desk.sent.find(({ recipient }) => recipient === A)?.text).toContain('sender doubtful');
  },
);

it('what the mail service read in From is parsed at the border', () => {
  const from = ['Ada <ada@support.example>', 'm@evil.example', 'third@evil.example'];
  const notification = {
    notificationType: 'Received',
    receipt: {
      timestamp: '2026-11-30T08:00:00.000Z',
      recipients: ['help@support.example'],
      dmarcVerdict: { status: 'PASS' },
      action: { type: 'S3', objectKey: 'raw/1' },
    },
    mail: { messageId: 'ses-1', source: 'm@evil.example', commonHeaders: { from } },
  };
  const body = JSON.stringify({ Message: JSON.stringify(notification) });
  expect(readNotification(body)?.received.from).toEqual(from.slice(0, 2));
});
