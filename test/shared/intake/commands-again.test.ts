import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { messageKeyFor } from '../../../shared/ticket/identity.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, waitingTicket } from '../../support/stories.ts';

/**
 * What an agent's mail did, it did on the ticket that went on for the one it names, by its number or by a mail of it. Sent again, by whoever
 * has a copy, it does nothing on another one, whatever goes on since (docs/promise.md section 9).
 */

const ADA = 'ada@support.example';
const ANNA = 'anna@rossi.example';
const DESK = 'help@support.example';
const EVE = 'eve@evil.example';
const SIGNED =
  'DKIM-Signature: v=1; d=support.example; s=s1;\n h=From:Date:Subject:Message-ID:Content-Type:MIME-Version:To:Cc:In-Reply-To:References;\n b=abc\n';

const opens = (desk: MemoryDesk, n: number) =>
  waitingTicket(desk, { source: `mail:${n}`, subject: `Door ${n}`, messageId: `<anna-${n}@rossi.example>` });

async function two() {
  const desk = deskOf();
  return { desk, one: await opens(desk, 1), other: await opens(desk, 2) };
}

const word = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

async function merge(desk: MemoryDesk, ticketId: string, twin: string): Promise<void> {
  await changeState(desk, { ...word(desk, ticketId), state: 'closed', reason: 'duplicate', twin });
  await desk.team.drain();
}

async function opensAgain(desk: MemoryDesk, ticketId: string): Promise<void> {
  await changeState(desk, { ...word(desk, ticketId), state: 'waiting' });
  await desk.team.drain();
}

async function comes(desk: MemoryDesk, raw: string, given: object = {}): Promise<void> {
  desk.pass(130);
  const how = { id: `m-${desk.now().getTime()}`, recipients: [DESK], envelopeFrom: ADA, ...given };
  await receiveMail(desk, arrives(desk, raw, how));
  await desk.team.drain();
}

/** Ada's mail to Anna, the desk in copy: to the ticket of this number, or of this mail, or to both. */
const mailOf = (text: string, { numbers = [] as string[], answers = '' }) =>
  `${SIGNED}From: Ada <${ADA}>\nTo: ${ANNA}\nCc: ${DESK}\nDate: Mon, 30 Nov 2026 09:05:00 +0100\nMessage-ID: <one@mail.example>\n${answers}Subject: Re: Door ${numbers.map((id) => `[${id}]`).join(' ')}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`;

/** All that these words could change on a ticket, and who was mailed. */
async function standing(desk: MemoryDesk, ticketId: string) {
  const ticket = await desk.tickets.get(ticketId);
  const { length } = await messagesOf(desk, ticketId);
  return [ticket?.state, ticket?.priority, ticket?.participants, ticket?.assignee, length];
}

describe.each([
  ['its number', (id: string) => ({ numbers: [id] })],
  ['a mail of it', () => ({ answers: 'In-Reply-To: <anna-1@rossi.example>\n' })],
] as const)('an agent’s mail to a duplicate, by %s,', (_, lead) => {
  it.each([
    '#close spam',
    '#priority 4',
    '#add ext@partner.example',
    '#assign bruno',
    '#note\nA word.',
    '#priority 4\n\nTurn the key.',
    'Turn the key.',
  ])('sent again once that opens again, does nothing there: %j', async (text) => {
    const { desk, one, other } = await two();
    await merge(desk, one.id, other.id);
    const raw = mailOf(text, lead(one.id));
    const untouched = await standing(desk, other.id);
    await comes(desk, raw);
    expect(await standing(desk, other.id), 'it was heard').not.toEqual(untouched);
    await opensAgain(desk, one.id);
    const before = await standing(desk, one.id);
    desk.sent.length = 0;
    await comes(desk, raw, { envelopeFrom: EVE });
    expect(await standing(desk, one.id)).toEqual(before);
    expect(mailed(desk)).toEqual([]);
  });

  it.each(['#priority 4', '#add ext@partner.example', '#assign bruno'])(
    'sent again once a third one goes on, does nothing there: %j',
    async (text) => {
      const { desk, one, other } = await two();
      await merge(desk, one.id, other.id);
      const raw = mailOf(text, lead(one.id));
      await comes(desk, raw);
      const third = await opens(desk, 3);
      await merge(desk, other.id, third.id);
      const before = await standing(desk, third.id);
      await comes(desk, raw, { envelopeFrom: EVE });
      expect(await standing(desk, third.id)).toEqual(before);
    },
  );

  it('proved only when it came the second time, does nothing the third time', async () => {
    const { desk, one, other } = await two();
    await merge(desk, one.id, other.id);
    const raw = mailOf('#priority 4', lead(one.id));
    await comes(desk, raw, { authenticated: false });
    await comes(desk, raw);
    expect((await desk.tickets.get(other.id))?.priority).toBe(4);
    await opensAgain(desk, one.id);
    await comes(desk, raw, { envelopeFrom: EVE });
    expect((await desk.tickets.get(one.id))?.priority).toBe(3);
  });
});

it('where it was put is noted on every duplicate that it names', async () => {
  const desk = deskOf();
  const [one, second, last] = [await opens(desk, 1), await opens(desk, 2), await opens(desk, 3)];
  await merge(desk, one.id, last.id);
  await merge(desk, second.id, last.id);
  await comes(desk, mailOf('#priority 4', { numbers: [second.id], answers: 'In-Reply-To: <anna-1@rossi.example>\n' }));
  const [note] = (await messagesOf(desk, last.id)).filter(({ author }) => author === 'agent');
  const key = messageKeyFor(note?.source.replace(':commands', '') ?? '');
  expect(await Promise.all([one, second].map(({ id }) => desk.tickets.putOn(id, key)))).toEqual([last.id, last.id]);
});

it('a mail of commands is carried out on a duplicate that opened again, when it never came before', async () => {
  const { desk, one, other } = await two();
  await merge(desk, one.id, other.id);
  await comes(desk, mailOf('#priority 4', { numbers: [one.id] }));
  await opensAgain(desk, one.id);
  await comes(desk, mailOf('#priority 4', { numbers: [one.id] }).replace('<one@', '<two@'));
  expect((await desk.tickets.get(one.id))?.priority).toBe(4);
});
