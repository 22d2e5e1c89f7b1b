import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

/** What an agent passes on to the address of a ticket is no answer to its customer (docs/promise.md section 9): it may not be for them. */

const ANNA = 'anna@rossi.example';
const [ADA = ''] = ada.addresses;
const VENDOR = 'From: Vendor <vendor@x.example>';
const SECRET = 'The price for us is 5 euro.';

const GMAIL = `---------- Forwarded message ---------\n${VENDOR}\nDate: Mon, 30 Nov 2026 at 08:00\nSubject: price\nTo: Ada <${ADA}>\n\n${SECRET}`;
const OUTLOOK = `${VENDOR}\nSent: Monday, 30 November 2026 08:00\nTo: Ada\nSubject: price\n\n${SECRET}`;
const APPLE = `Begin forwarded message:\n\n${VENDOR}\nSubject: price\nDate: 30 November 2026 at 08:00:00 CET\nTo: ${ADA}\n\n${SECRET}`;

let desk: MemoryDesk;
let id: string;
beforeEach(async () => {
  desk = deskOf();
  id = (await waitingTicket(desk)).id;
});

/** Ada's mail to her address of the ticket. */
async function passes(subject: string, body: string, head = 'Content-Type: text/plain'): Promise<void> {
  desk.pass(60);
  const address = replyAddress('a signing key for tests only', 'help@support.example', {
    ticketId: id,
    agentId: 'ada',
  });
  const raw = `Message-ID: <fw@support.example>\nFrom: Ada <${ADA}>\nTo: ${address}\nMIME-Version: 1.0\n${head}\nSubject: ${subject}\n\n${body}\n`;
  await receiveMail(desk, arrives(desk, raw, { recipients: [address], envelopeFrom: ADA }));
  await desk.team.drain();
}

const toAnna = () => desk.sent.filter(({ recipient }) => recipient === ANNA);
const toAda = () =>
  desk.sent
    .filter(({ recipient }) => recipient === ADA)
    .map(({ text }) => text)
    .join('\n');

const isKept = async () => {
  expect(toAnna()).toEqual([]);
  const ticket = await desk.tickets.get(id);
  expect(ticket).toMatchObject({ state: 'waiting' });
  expect(ticket?.firstResponse).toBeUndefined();
  expect((await messagesOf(desk, id)).map(({ kind }) => kind).slice(1)).not.toContain('public');
};

describe('what an agent passes on to their address of a ticket goes to nobody, and they hear how it would', () => {
  it.each([
    ['Gmail, with a word', 'Fwd: price', `fyi, internal\n\n${GMAIL}`],
    ['Gmail, bare', 'Fwd: price', GMAIL],
    ['Outlook', 'FW: price', `\n${OUTLOOK}`],
    ['Outlook in Italian', 'I: prezzo', `\n${OUTLOOK}`],
    ['Apple, quoted', 'Fwd: price', `Please see.\n\n${APPLE.replace(/^/gm, '> ')}`],
    ['the subject changed', 'the price', `see below\n\n${GMAIL}`],
    ['the number in the subject', 'Fwd: [T-4F7K2M9Q] price', `Dear Anna, look.\n\n${GMAIL}`],
    ['with a command', 'Fwd: price', `#close\n\n${GMAIL}`],
  ])('%s', async (_, subject, body) => {
    await passes(subject, body);
    await isKept();
    expect(toAda()).toContain('it passes a mail on');
    expect(toAda()).toContain('begin with #note');
  });

  it.each(['Fwd: price', 'price'])('as an attached mail: %s', async (subject) => {
    const body = `--b\nContent-Type: text/plain\n\nfyi\n--b\nContent-Type: message/rfc822\nContent-Disposition: attachment; filename="price.eml"\n\n${VENDOR}\nSubject: price\n\n${SECRET}\n--b--`;
    await passes(subject, body, 'Content-Type: multipart/mixed; boundary=b');
    await isKept();
    expect(toAda()).toContain('it passes a mail on');
  });
});

describe('what an agent means', () => {
  it('stays on the ticket as a note, without a word', async () => {
    await passes('Fwd: price', `#note\nThe vendor says:\n\n${GMAIL}`);
    await isKept();
    expect((await messagesOf(desk, id)).map(({ text }) => text).join()).toContain('The vendor says:');
    expect(toAda()).not.toContain('it passes a mail on');
  });

  it('is done where there are commands alone', async () => {
    await passes('Fwd: price', '#assign ada');
    expect((await desk.tickets.get(id))?.assignee).toBe('ada');
    await isKept();
  });

  it.each([
    ['an answer to what was passed on', 'Re: Fwd: price', 'Dear Anna, it is open.'],
    [
      'an answer that shows another’s words',
      'Re: The door',
      `Dear Anna, the vendor says:\n\n${GMAIL.replace(SECRET, 'Push.')}`,
    ],
    ['an answer that quotes them', 'The door', `Dear Anna, it is open.\n\n${APPLE.replace(/^/gm, '> ')}`],
    ['a mail of its own', 'The door', 'Dear Anna, I forwarded your message: push.'],
  ])('goes out: %s', async (_, subject, body) => {
    await passes(subject, body);
    expect(toAnna()).toHaveLength(1);
    expect(await desk.tickets.get(id)).toMatchObject({ state: 'answered' });
  });
});
