import { describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { mailInspect } from '../../../infra/cli/mail/inspect.ts';
import { bounceAddress } from '../../../shared/mail/signed/bounce-address.ts';
import { digestAddress } from '../../../shared/mail/signed/digest-address.ts';
import { loopHeader } from '../../../shared/mail/signed/loop-header.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { connectionTo, testIo } from './io.ts';

const ANNA = 'From: Anna <anna@rossi.example>\nMessage-ID: <a@rossi.example>\nSubject: Door';
const PROVED = { verdicts: { dmarc: 'PASS' } };

const wire = (header: string, body: string) => Buffer.from(`${header}\n\n${body}\n`.replaceAll('\n', '\r\n'));

/** What becomes of a mail, as the command line says. */
async function become(header: string, asIf: object = {}, body = 'Hello') {
  const { io, out, err } = testIo(wire(header, body));
  const status = await run(['mail', 'inspect', '-', '--as-if', JSON.stringify(asIf)], io);
  return { status, err: err(), ...JSON.parse(out() || '{}') };
}

/** The same at a desk with tickets. */
async function becomeAt(desk: MemoryDesk, header: string, asIf: object = {}, body = 'Hello') {
  const { io, out } = testIo(wire(header, body));
  await mailInspect(['-', '--desk', '--as-if', JSON.stringify(asIf)], io, connectionTo(desk));
  return JSON.parse(out());
}

it.each([
  ['as proved', 'from:to:cc:subject:message-id:date:in-reply-to', 'joins'],
  ['as unproved where it could be sent again as another', 'from:to:cc:subject:in-reply-to', 'joins, from outside'],
])('mail inspect judges a mail that only a signature proves as the intake does: %s', async (_, covered, outcome) => {
  const desk = deskOf();
  await waitingTicket(desk, { messageId: '<first@rossi.example>' });
  const signed = `DKIM-Signature: v=1; d=rossi.example; s=s; h=${covered}; b=abc\nTo: help@support.example\nIn-Reply-To: <first@rossi.example>`;
  const line = await becomeAt(desk, `${signed}\n${ANNA}`, { ...PROVED, envelopeFrom: 'eve@evil.example' });
  expect(line.outcome).toBe(outcome);
});

describe('mail inspect says what a mail becomes', () => {
  it.each([
    ['new ticket', ANNA, {}, /belongs to no ticket/],
    ['silent ticket', ANNA, { envelopeFrom: '' }, /return path is empty/],
    ['silent ticket', `${ANNA}\nReturn-Path: <>`, {}, /return path is empty/],
    ['silent ticket', `${ANNA}\nList-Id: <all.rossi.example>`, {}, /mailing list/],
    ['silent ticket', 'From: no-reply@rossi.example\nSubject: x', {}, /takes no answers/],
    ['silent ticket', 'Subject: x', { envelopeFrom: 'a@b.example' }, /no sender/],
    ['silent ticket', 'From: shop@rossi.example', { settings: { supportAddress: 'shop@rossi.example' } }, /this desk/],
    ['quarantine', ANNA, { verdicts: { spam: 'FAIL' } }, /spam verdict/],
    ['quarantine', ANNA, { verdicts: { virus: 'FAIL' } }, /virus verdict/],
    ['new ticket', ANNA, { verdicts: { spam: 'FAIL' }, released: true }, /belongs to no ticket/],
    ['quarantine', `${ANNA}\nAuto-Submitted: auto-replied\nIn-Reply-To: <x@y.example>`, {}, /auto-replied/],
    [
      'bounce',
      'From: MAILER-DAEMON@rossi.example\nSubject: Undelivered Mail Returned to Sender\nContent-Type: multipart/report; report-type=delivery-status; boundary=b',
      {},
      /only a desk knows/,
    ],
  ])('%s: %s', async (outcome, header, asIf, rule) => {
    const body =
      outcome === 'bounce'
        ? '--b\n\nx\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; b@x.example\nAction: failed\nStatus: 5.1.1\n--b--'
        : 'Hello';
    const line = await become(header, asIf, body);
    expect(line).toMatchObject({ status: 0, outcome, ticket: null, rule: expect.stringMatching(rule) });
  });

  it.each([
    ['nonsense', '--as-if is no JSON'],
    ['{"envelope":""}', '--as-if: : Unrecognized key: "envelope"'],
    ['{"verdicts":{"spam":"pass"}}', '--as-if: verdicts.spam: Invalid option'],
    ['{"recipients":["nobody"]}', '--as-if: recipients.0:'],
    ['{"settings":{"deskName":""}}', '--as-if: settings.deskName:'],
  ])('and names what is wrong in --as-if %s', async (asIf, complaint) => {
    const { io, err } = testIo(wire(ANNA, 'x'));
    const given = asIf.startsWith('{') ? asIf : new URL('../../../LICENSE', import.meta.url).pathname;
    expect(await run(['mail', 'inspect', '-', '--as-if', given], io)).toBe(2);
    expect(err()).toContain(complaint);
  });
});

describe('mail inspect at a desk', () => {
  const KEY = 'a signing key for tests only';
  const toAda = (ticketId: string) => [replyAddress(KEY, 'help@support.example', { ticketId, agentId: 'ada' })];
  const ADA = 'From: Ada <ada@support.example>\nMessage-ID: <b@x>\nSubject: Re: Door';

  it.each([
    ['agent answer', 'It is open.', PROVED, /signed address/],
    ['agent note', '#note\nFor us.', PROVED, /#note/],
    ['agent commands', '#close spam', PROVED, /#close spam/],
    ['agent answer, held', 'See https://desk.example/tickets/T-4F7K2M9Q', PROVED, /no customer may get/],
    ['no answer', '-- \nAda', PROVED, /signature/],
    ['joins, not as an answer', 'It is open.', {}, /not authenticated/],
  ])('%s', async (outcome, body, asIf, rule) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const line = await becomeAt(desk, `${ADA}\nTo: ${toAda(id)}`, { recipients: toAda(id), ...asIf }, body);
    expect(line).toMatchObject({ outcome, ticket: id, rule: expect.stringMatching(rule) });
  });

  it('says of what an agent answers to a digest that it goes to nobody', async () => {
    const desk = deskOf();
    const to = digestAddress(KEY, 'help@support.example', '06BV0M6P');
    const line = await becomeAt(desk, `${ADA}\nTo: ${to}`, { recipients: [to], ...PROVED }, 'It is open.');
    expect(line).toMatchObject({ outcome: 'to nobody', ticket: null, rule: expect.stringMatching(/many tickets/) });
  });

  it('knows what a customer’s mail joins, what a report is about, and what it sent itself; and changes nothing', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const before = JSON.stringify([...desk.items]);
    const reply = await becomeAt(desk, `${ANNA}\nIn-Reply-To: <anna-1@rossi.example>`, PROVED);
    const rule = 'it refers to a mail of the ticket; its writer is in the conversation, and proved';
    expect(reply).toMatchObject({ outcome: 'joins', ticket: id, rule });
    const unproved = await becomeAt(desk, `${ANNA}\nIn-Reply-To: <anna-1@rossi.example>`);
    expect(unproved).toMatchObject({ outcome: 'joins, from outside', ticket: id });
    const path = bounceAddress(KEY, 'help@support.example', { ticketId: id, messageKey: 'ABCDEFGHJKMN' });
    const report =
      'From: mailer-daemon@x.example\nSubject: failure notice\nContent-Type: multipart/report; report-type=delivery-status; boundary=b';
    const status =
      '--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; b@x.example\nAction: failed\n--b--';
    expect(await becomeAt(desk, report, { recipients: [path] }, status)).toMatchObject({
      outcome: 'bounce',
      ticket: id,
    });
    expect(await becomeAt(desk, report, {}, status)).toMatchObject({ outcome: 'quarantine', ticket: null });
    const { name, value } = loopHeader(KEY, 'help@support.example');
    expect(await becomeAt(desk, `${ANNA}\n${name}: ${value}`)).toMatchObject({ outcome: 'dropped' });
    expect(JSON.stringify([...desk.items])).toBe(before);
    expect(desk.sent).toEqual([]);
  });
});
