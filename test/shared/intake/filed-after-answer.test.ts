import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { conversationFor } from '../../../shared/present/conversation-for.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, rossi, sweepLater, ticketsOf } from '../../support/stories.ts';

/**
 * An agent passes a customer's mail on; it comes unproved first, as the agent's own, a colleague answers the agent, and then it comes proved and is
 * filed for the customer (docs/promise.md section 9).
 */

const DESK = 'help@support.example';
const ADA = 'ada@support.example';
const MARCO = 'marco@bianchi.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'], plan: 'premium' as const };
const MAIL = `Message-ID: <fw1@support.example>
From: Ada <${ADA}>
To: ${DESK}
Date: Mon, 30 Nov 2026 08:00:00 +0000
Subject: Fwd: printer

FYI

---------- Forwarded message ---------
From: Marco <${MARCO}>
Date: Mon, 30 Nov 2026 at 07:00
Subject: printer
To: Ada <${ADA}>

The printer is dead.
`;

let desk: MemoryDesk;
let mails = 0;
beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
});

async function comes({ proved }: { proved: boolean }): Promise<string> {
  mails += 1;
  desk.pass(60);
  const verdicts = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: proved ? 'PASS' : 'GRAY' } as const;
  const delivery = { id: `fw${mails}`, recipients: [DESK], envelopeFrom: ADA, authenticated: proved, verdicts };
  await receiveMail(desk, arrives(desk, MAIL, delivery));
  await desk.team.drain();
  const [ticket] = await ticketsOf(desk);
  return ticket?.id ?? '';
}

async function answer(ticketId: string, text: string, more: { givenByPhone?: string } = {}): Promise<void> {
  desk.pass(60);
  const receivedAt = desk.now().toISOString();
  const said = { text, attachments: [], receivedAt, tellBy: 'call' as const, ...more };
  await respond(desk, { ticketId, agent: bruno, source: `api:${receivedAt}`, ...said });
  await desk.team.drain();
}

/** What Marco was mailed, and what his page shows. */
async function marcoReads(id: string): Promise<string> {
  const ticket = await getTicket(desk, id);
  const page = conversationFor(ticket, await messagesOf(desk, id), { reader: MARCO, settings: desk.settings });
  const mailed = desk.sent.filter(({ recipient }) => recipient === MARCO);
  return [...page, ...mailed].map(({ text }) => text).join('\n');
}

const SECRET = 'Ada, between us: 0815.';

describe('what was answered to the agent, before the mail is filed for the customer', () => {
  it('is on no page of theirs, and they wait for an answer on their own terms', async () => {
    const id = await comes({ proved: false });
    const { clock } = await getTicket(desk, id);
    await answer(id, SECRET);
    expect(await getTicket(desk, id)).toMatchObject({ state: 'answered' });
    await comes({ proved: true });
    const ticket = await getTicket(desk, id);
    expect(ticket).toMatchObject({
      requester: { address: MARCO, unconfirmed: 'forwarded' },
      customer: { id: 'bianchi' },
      state: 'waiting',
      silent: true,
      timer: { next: { kind: 'ladder' } },
    });
    expect(ticket.firstResponse).toBeUndefined();
    expect(ticket.clock.counted[0].at).toBe(clock.counted[0].at);
    expect(await marcoReads(id)).not.toContain('0815');
  });

  it('goes to nobody where it has not left yet', async () => {
    const id = await comes({ proved: false });
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await answer(id, SECRET);
    await comes({ proved: true });
    await sweepLater(desk);
    expect(desk.sent.filter(({ text }) => text.includes('0815')).map(({ recipient }) => recipient)).not.toContain(
      MARCO,
    );
    expect(await marcoReads(id)).not.toContain('0815');
  });

  it('is no answer to them when what they are answered comes back', async () => {
    const id = await comes({ proved: false });
    await answer(id, SECRET);
    await comes({ proved: true });
    await answer(id, 'Marco, pull the plug.');
    const ticket = await getTicket(desk, id);
    const last = (await messagesOf(desk, id)).at(-1);
    expect(ticket).toMatchObject({ state: 'answered', firstResponse: { message: last?.key } });
    expect(await marcoReads(id)).toContain('pull the plug');
    expect(await marcoReads(id)).not.toContain('0815');
  });

  it('is nothing that a repetition changes again', async () => {
    const id = await comes({ proved: false });
    await answer(id, SECRET);
    await comes({ proved: true });
    const once = await getTicket(desk, id);
    await answer(id, 'Marco, pull the plug.');
    await comes({ proved: true });
    const { correctedAt, asksSince, state } = await getTicket(desk, id);
    expect({ correctedAt, asksSince, state }).toEqual({ ...datesOf(once), state: 'answered' });
  });

  it('re-opens what was closed after it', async () => {
    const id = await comes({ proved: false });
    await answer(id, SECRET);
    await close(id);
    await comes({ proved: true });
    expect(await getTicket(desk, id)).toMatchObject({ state: 'waiting' });
  });

  it('leaves closed what an agent closed unanswered', async () => {
    const id = await comes({ proved: false });
    await close(id, 'withdrawn');
    await comes({ proved: true });
    expect(await getTicket(desk, id)).toMatchObject({ state: 'closed', cancelled: 'withdrawn' });
  });

  it('stands as the answer when it was given by phone', async () => {
    const own = { ...bianchi, id: 'own', name: 'Own', contacts: [ADA] };
    desk = deskOf({ agents: [ada, bruno], customers: [bianchi, own] });
    const id = await comes({ proved: false });
    desk.pass(60);
    await answer(id, 'It was the plug.', { givenByPhone: desk.now().toISOString() });
    await comes({ proved: true });
    expect(await getTicket(desk, id)).toMatchObject({ requester: { address: MARCO }, state: 'answered' });
  });
});

it('a mail that nobody has answered is filed with its subject, and its customer sees it all', async () => {
  const id = await comes({ proved: false });
  await comes({ proved: true });
  expect((await getTicket(desk, id)).asksSince).toBeUndefined();
  expect(await getTicket(desk, id)).toMatchObject({ requester: { address: MARCO }, state: 'waiting' });
});

function datesOf({ correctedAt, asksSince }: Ticket) {
  expect(correctedAt).toBeDefined();
  return { correctedAt, asksSince };
}

async function close(ticketId: string, reason?: 'withdrawn'): Promise<void> {
  desk.pass(60);
  const at = desk.now().toISOString();
  await changeState(desk, { ticketId, agent: bruno, at, state: 'closed', ...(reason && { reason }) });
}
