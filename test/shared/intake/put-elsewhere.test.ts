import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, waitingTicket } from '../../support/stories.ts';

/** A mail to an address of a duplicate is put on the ticket that goes on for it; sent again, it stands there, whatever goes on since. */

const DESK = 'help@support.example';
const ADA = 'ada@support.example';
const ANNA = 'anna@rossi.example';
const KEY = 'a signing key for tests only';

const signed = (domain: string) =>
  `DKIM-Signature: v=1; d=${domain}; s=s1;\n h=From:Date:Subject:Message-ID:Content-Type:MIME-Version:To:Cc:In-Reply-To:References;\n b=abc\n`;
const rawOf = (head: string, text: string) =>
  `${head}Date: Mon, 30 Nov 2026 09:05:00 +0100\nMessage-ID: <one@mail.example>\nSubject: Re: The door\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`;

async function three() {
  const desk = deskOf();
  const one = await waitingTicket(desk);
  const two = await waitingTicket(desk, { source: 'mail:two', subject: 'Vault', messageId: '<anna-2@rossi.example>' });
  const opensThird = () =>
    waitingTicket(desk, { source: 'mail:three', subject: 'Roof', messageId: '<anna-3@rossi.example>', priority: 1 });
  return { desk, one, two, opensThird };
}

async function merge(desk: MemoryDesk, ticketId: string, twin: string): Promise<void> {
  const at = desk.now().toISOString();
  await changeState(desk, { ticketId, agent: ada, at, state: 'closed', reason: 'duplicate', twin });
  await desk.team.drain();
}

async function comes(desk: MemoryDesk, raw: string, to: string, given: object): Promise<void> {
  desk.pass(130);
  await receiveMail(desk, arrives(desk, raw, { id: `m-${desk.now().getTime()}`, recipients: [to], ...given }));
  await desk.team.drain();
}

const answerTo = (ticketId: string) => {
  const to = replyAddress(KEY, DESK, { ticketId, agentId: 'ada' });
  return { to, raw: rawOf(`${signed('support.example')}From: Ada <${ADA}>\nTo: ${to}\n`, 'Turn the key twice.') };
};

describe.each([ADA, 'eve@evil.example'])('an agent’s answer that comes again by %s', (envelopeFrom) => {
  it('answers no ticket of which the one it stands on is a duplicate since', async () => {
    const { desk, one, two, opensThird } = await three();
    const { to, raw } = answerTo(one.id);
    await merge(desk, one.id, two.id);
    await comes(desk, raw, to, { envelopeFrom: ADA });
    expect((await desk.tickets.get(two.id))?.state).toBe('answered');
    const third = await opensThird();
    await merge(desk, two.id, third.id);
    desk.sent.length = 0;
    await comes(desk, raw, to, { envelopeFrom });
    expect([(await desk.tickets.get(third.id))?.state, mailed(desk).includes(ANNA)]).toEqual(['waiting', false]);
  });

  it('answers no ticket that was the duplicate then, and was opened again', async () => {
    const { desk, one, two } = await three();
    const { to, raw } = answerTo(one.id);
    await merge(desk, one.id, two.id);
    await comes(desk, raw, to, { envelopeFrom: ADA });
    await changeState(desk, { ticketId: one.id, agent: ada, at: desk.now().toISOString(), state: 'waiting' });
    await desk.team.drain();
    desk.sent.length = 0;
    await comes(desk, raw, to, { envelopeFrom });
    expect([(await desk.tickets.get(one.id))?.state, mailed(desk).includes(ANNA)]).toEqual(['waiting', false]);
  });

  it('answers no twin where it came unproved first, and stands beside that', async () => {
    const { desk, one, two } = await three();
    const { to, raw } = answerTo(one.id);
    await comes(desk, raw, to, { envelopeFrom: ADA, authenticated: false });
    await comes(desk, raw, to, { envelopeFrom: ADA });
    expect((await desk.tickets.get(one.id))?.state).toBe('answered');
    await merge(desk, one.id, two.id);
    desk.sent.length = 0;
    await comes(desk, raw, to, { envelopeFrom });
    expect([(await desk.tickets.get(two.id))?.state, mailed(desk).includes(ANNA)]).toEqual(['waiting', false]);
  });
});

it.each([ANNA, 'ext@partner.example'])(
  'a customer’s mail names no readers of a later ticket, sent again by %s',
  async (envelopeFrom) => {
    const { desk, one, two, opensThird } = await three();
    const to = replyAddress(KEY, DESK, { ticketId: one.id, reader: readerName(ANNA) });
    const head = `${signed('rossi.example')}From: Anna <${ANNA}>\nTo: ${to}\nCc: ext@partner.example\n`;
    const raw = rawOf(head, 'Ext, read along.');
    await merge(desk, one.id, two.id);
    await comes(desk, raw, to, { envelopeFrom: ANNA });
    const named = (await desk.tickets.get(two.id))?.participants.map(({ address }) => address);
    expect(named).toEqual(['ext@partner.example']);
    const third = await opensThird();
    await merge(desk, two.id, third.id);
    await comes(desk, raw, to, { envelopeFrom });
    expect((await desk.tickets.get(third.id))?.participants).toEqual([]);
  },
);

it('an answer by what it never was, to a ticket that goes on, is taken as ever', async () => {
  const { desk, one, two } = await three();
  await merge(desk, one.id, two.id);
  const { to, raw } = answerTo(one.id);
  await comes(desk, raw, to, { envelopeFrom: ADA });
  expect((await desk.tickets.get(two.id))?.state).toBe('answered');
  const other = raw.replace('<one@mail.example>', '<other@mail.example>');
  await comes(desk, other, to, { envelopeFrom: ADA });
  expect(desk.sent.filter((mail) => mail.recipient === ANNA && mail.text?.includes('Turn the key'))).toHaveLength(2);
});
