import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { solveByLink } from '../../../shared/use-cases/by-link/solve-by-link.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, during, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';

/** A stranger's mail that is taken in while its ticket is closed opens a ticket of its own, as one that comes after that (docs/promise.md section 5). */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const EVE = 'eve@elsewhere.example';

let desk: MemoryDesk;
let n = 0;
beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
});

const at = () => desk.now().toISOString();

function mailOf(from: string, { subject = `Case ${n}`, head = '', text = 'Hello.' } = {}) {
  n += 1;
  const raw = `Message-ID: <m${n}@x.example>\nFrom: ${from}\nTo: ${DESK}\nSubject: ${subject}\n${head}\n${text}\n`;
  return arrives(desk, raw, { id: `m${n}`, recipients: [DESK], envelopeFrom: from });
}

async function takes(delivery: ReturnType<typeof mailOf>): Promise<void> {
  desk.pass(60);
  await receiveMail(desk, delivery);
  await desk.team.drain();
}

async function opens(from: string, head = ''): Promise<string> {
  await takes(mailOf(from, { head }));
  const [ticket] = await ticketsOf(desk);
  desk.sent.length = 0;
  return ticket?.id ?? '';
}

const answer = (ticketId: string) =>
  respond(desk, {
    ticketId,
    agent: ada,
    source: 'api:1',
    text: 'Done?',
    attachments: [],
    receivedAt: at(),
    tellBy: 'call',
  });
const close = (ticketId: string, reason?: 'spam' | 'withdrawn') =>
  changeState(desk, { ticketId, agent: ada, at: at(), state: 'closed', ...(reason && { reason }) });

const CLOSING: Record<string, { isAnswered?: boolean; act: (id: string) => Promise<unknown> }> = {
  'withdrawn by link': { act: (ticketId) => withdrawByLink(desk, { ticketId, reader: ANNA, at: at() }) },
  'solved by link': {
    isAnswered: true,
    act: (ticketId) => solveByLink(desk, { ticketId, reader: ANNA, at: at() }),
  },
  'closed by an agent': { isAnswered: true, act: (id) => close(id) },
  'closed by an agent as withdrawn': { act: (id) => close(id, 'withdrawn') },
  'closed by an agent as spam': { act: (id) => close(id, 'spam') },
};

describe.each(Object.entries(CLOSING))('while its ticket is %s', (_, { isAnswered = false, act }) => {
  it('is a ticket of its own, of which the team hears once, however often it comes', async () => {
    const id = await opens(ANNA);
    if (isAnswered) await answer(id);
    await desk.team.drain();
    desk.sent.length = 0;
    during(desk, () => act(id));
    const delivery = mailOf(EVE, { subject: `Re: [${id}] wait`, text: 'It burns.' });
    for (let round = 0; round < 3; round += 1) await takes(delivery);

    const own = (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);
    expect(own).toMatchObject([{ requester: { address: EVE, verified: true }, state: 'waiting', participants: [] }]);
    const there = await getTicket(desk, id);
    expect(there.state).toBe('closed');
    expect(there.outside).toBeUndefined();
    expect(there.audit.filter(({ action }) => action === 'outside filed')).toHaveLength(1);
    const told = desk.sent.filter(({ recipient, text }) => recipient === ada.addresses[0] && text.includes('It burns'));
    expect(told).toHaveLength(1);
    expect(told[0]?.subject).toContain(own[0]?.id);
    expect(desk.sent.filter(({ recipient }) => recipient === EVE)).toHaveLength(1);
  });
});

it('a participant’s, whom an agent takes out as the ticket is closed, is a ticket of its own', async () => {
  const id = await opens(ANNA, `Cc: ${TOM}\n`);
  during(desk, async () => {
    await removeReader(desk, { ticketId: id, agent: ada, at: at(), address: TOM });
    await close(id, 'withdrawn');
  });
  await takes(mailOf(TOM, { subject: `Re: [${id}] x`, text: 'What of mine?' }));
  const own = (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);
  expect(own).toMatchObject([{ requester: { address: TOM }, state: 'waiting' }]);
  expect((await getTicket(desk, id)).outside).toBeUndefined();
});

it('a participant’s re-opens it, and is heard there', async () => {
  const id = await opens(ANNA, `Cc: ${TOM}\n`);
  during(desk, () => close(id, 'withdrawn'));
  await takes(mailOf(TOM, { subject: `Re: [${id}] x`, text: 'Not yet.' }));
  expect(await ticketsOf(desk)).toHaveLength(1);
  expect(await getTicket(desk, id)).toMatchObject({ state: 'waiting' });
  expect((await messagesOf(desk, id)).at(-1)?.fromOutside).toBeUndefined();
});

it('what a delivery that breaks off has left is filed by the next', async () => {
  const id = await opens(ANNA);
  during(desk, async () => {
    await close(id, 'withdrawn');
    desk.faults.add({ port: 'tickets.create', times: 1 });
  });
  const delivery = mailOf(EVE, { subject: `Re: [${id}] wait`, text: 'It burns.' });
  await expect(takes(delivery)).rejects.toThrow();
  desk.pass(600);
  await takes(delivery);
  const own = (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);
  expect(own).toMatchObject([{ requester: { address: EVE }, state: 'waiting' }]);
  expect((await getTicket(desk, id)).outside).toBeUndefined();
});
