import { beforeEach, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { conversationFor } from '../../../shared/present/conversation-for.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, rossi, waitingTicket } from '../../support/stories.ts';

/** An agent's mail that is carried out late is a word about what was there when they wrote (docs/promise.md section 5). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const BEA = 'bea@bianchi.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };
let desk: MemoryDesk;
let ticket: Ticket;
let n = 0;
beforeEach(async () => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  ticket = await waitingTicket(desk);
  desk.pass(60);
});
/** An agent's commands that SES had at `receivedAt` and that the desk is given now. */
async function command(body: string, receivedAt: string) {
  const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId: 'ada' });
  const raw = `Message-ID: <c${++n}@x.example>\nFrom: ada@support.example\nTo: ${address}\nSubject: Re: x\n\n${body}\n`;
  await receiveMail(
    desk,
    arrives(desk, raw, { id: `ses-c${n}`, recipients: [address], receivedAt, envelopeFrom: 'ada@support.example' }),
  );
}
async function customer(from: string, text: string, authenticated = true) {
  const to = replyAddress(KEY, SUPPORT, { ticketId: ticket.id });
  const raw = `Message-ID: <m${++n}@x.example>\nFrom: ${from}\nTo: ${to}\nSubject: Re: door\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `ses-m${n}`, recipients: [to], envelopeFrom: from, authenticated }));
}
const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;

it('#requester: whoever asks now reads nothing that was said to and by who asked until the desk did it', async () => {
  const at = desk.now().toISOString();
  desk.pass(60);
  await customer('anna@rossi.example', 'The code of our safe is 4711.');
  desk.pass(60);
  await respond(desk, {
    ticketId: ticket.id,
    agent: bruno,
    source: 'api:b',
    text: 'Anna, 4711 is noted, your alarm code is 0815.',
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });
  desk.pass(60);
  await command(`#requester ${BEA}`, at);
  const t = await now();
  expect(t.requester.address).toBe(BEA);
  const read = conversationFor(t, await messagesOf(desk, ticket.id), { reader: BEA, settings: desk.settings });
  expect(read.map(({ text }) => text)).toEqual([]);
});

it.each([
  ['the customer', 'anna@rossi.example'],
  ['somebody from outside', 'bob@partner.example'],
])('#close: what %s wrote after the agent had is not put out of sight', async (_, from) => {
  await respond(desk, {
    ticketId: ticket.id,
    agent: ada,
    source: 'api:b',
    text: 'Done.',
    attachments: [],
    receivedAt: desk.now().toISOString(),
    tellBy: 'call',
  });
  desk.pass(60);
  const at = desk.now().toISOString();
  desk.pass(60);
  await customer(from, 'It burns again!');
  desk.pass(60);
  await command('#close', at);
  expect((await now()).state).toBe('answered');
});

it('#dismiss: what came from outside after the agent wrote waits on', async () => {
  await customer('spammer@spam.example', 'Buy.', false);
  desk.pass(60);
  const at = desk.now().toISOString();
  desk.pass(60);
  await customer('carla@rossi.example', 'I am the new colleague of Anna, the house burns.', false);
  desk.pass(60);
  expect((await now()).outside?.map(({ address }) => address)).toEqual(['spammer@spam.example', 'carla@rossi.example']);
  await command('#dismiss', at);
  expect((await now()).outside?.map(({ address }) => address)).toEqual(['carla@rossi.example']);
});

it('#add: takes in nothing that came in that name after the agent wrote', async () => {
  await customer('carla@rossi.example', 'I am the new colleague of Anna.', false);
  desk.pass(60);
  const at = desk.now().toISOString();
  desk.pass(60);
  await customer('carla@rossi.example', 'Forged by a stranger: delete all my data.', false);
  desk.pass(60);
  const before = await now();
  await command('#add carla@rossi.example', at);
  const t = await now();
  expect([before.outside?.length, t.outside?.length ?? 0]).toEqual([2, 1]);
});

it('#priority 3: what the customer newly declared after the agent wrote stands', async () => {
  const at = desk.now().toISOString();
  desk.pass(60);
  await customer('anna@rossi.example', '[P1] All is down.');
  expect((await now()).priority).toBe(1);
  desk.pass(60);
  await command('#priority 4 a question', at);
  const t = await now();
  expect(t.priority).toBe(1);
});

it('an answer that was written before an agent said who asks goes to nobody else', async () => {
  const at = desk.now().toISOString();
  desk.pass(600);
  await correctRequester(desk, {
    ticketId: ticket.id,
    agent: bruno,
    at: desk.now().toISOString(),
    requester: { address: BEA },
  });
  desk.pass(600);
  desk.sent.length = 0;
  await command('Dear Anna, the code of your safe is 4711.', at);
  await desk.team.drain();
  expect(desk.sent.filter(({ text }) => text.includes('4711')).map(({ recipient }) => recipient)).not.toContain(BEA);
});

it('#close beside an answer that was parked: what the customer wrote meanwhile is not put out of sight', async () => {
  desk.faults.add({ port: 'mailer.send', times: 1, outcome: { outcome: 'later', reason: 'throttled' } } as never);
  await command('#close\n\nIt is the lock, turn it twice.', desk.now().toISOString());
  expect((await now()).state).toBe('waiting');
  desk.pass(300);
  await customer('anna@rossi.example', 'Now it burns, too!');
  desk.pass(1800);
  await desk.team.drain().catch(() => {});
  await sweep(desk, takeInAgain);
  desk.pass(400);
  await sweep(desk, takeInAgain);
  const t = await now();
  expect([t.state, t.lastPublic.by]).toEqual(['answered', 'customer']);
});
