import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { askedMark, readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { actionsByLink } from '../../../shared/ticket/by-link.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, requestOf, rossi, waitingTicket } from '../../support/stories.ts';

/** An agent's word is about the ticket, and the one who asks, that they were shown (docs/promise.md section 9); and who asked a duplicate asks nothing where it has gone on. */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const BEA = 'bea@bianchi.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };
const carlo = { ...rossi, id: 'carlo', name: 'Carlo', contacts: ['carlo.example'] };
let n = 0;
async function mail(
  desk: MemoryDesk,
  from: string,
  to: string | string[],
  body: string,
  change = {},
  head = '',
  subject = 'Re: door',
) {
  const all = [to].flat();
  const raw = `Message-ID: <m${++n}@x.example>\nFrom: ${from}\nTo: ${all.join(', ')}\nSubject: ${subject}\n${head}\n${body}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `ses-m${n}`, recipients: all, envelopeFrom: from, ...change }));
  await desk.team.drain();
}
const at = (desk: MemoryDesk) => desk.now().toISOString();
const as = (id: string, who: string) => replyAddress(KEY, SUPPORT, { ticketId: id, reader: readerName(who) });
const own = (id: string, agentId: string) => replyAddress(KEY, SUPPORT, { ticketId: id, agentId });
const customerAddress = (id: string) => as(id, ANNA);
const tomsTicket = (desk: MemoryDesk, change = {}) =>
  waitingTicket(desk, {
    source: 'mail:tom',
    requester: { address: TOM, name: 'Tom', verified: true },
    messageId: '<t@rossi.example>',
    by: `customer:${TOM}`,
    ...change,
  });
const close = (desk: MemoryDesk, ticketId: string, twin: string) =>
  changeState(desk, { ticketId, agent: ada, at: at(desk), state: 'closed', reason: 'duplicate', twin });
const corrected = (desk: MemoryDesk, id: string) =>
  correctRequester(desk, { ticketId: id, agent: bruno, at: at(desk), requester: { address: BEA } });
const got = (desk: MemoryDesk) =>
  desk.sent.filter(({ text }) => text.includes('0815')).map(({ recipient }) => recipient);
const toBea = (desk: MemoryDesk) => desk.sent.filter(({ recipient }) => recipient === BEA).map(({ text }) => text);
const toAnna = (desk: MemoryDesk) => desk.sent.filter(({ recipient }) => recipient === ANNA).map(({ text }) => text);
const answers = (desk: MemoryDesk, ticketId: string) =>
  respond(desk, {
    ticketId,
    agent: ada,
    source: 'api:x',
    text: 'Done.',
    attachments: [],
    receivedAt: at(desk),
    tellBy: 'call',
  });

it('an answer to the notice of Anna, of a ticket corrected to Bea and closed as a duplicate of hers, goes not to Bea', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const d = await waitingTicket(desk);
  const own = await waitingTicket(desk, {
    source: 'mail:two',
    requester: { address: BEA, name: 'Bea', verified: true },
    messageId: '<b@bianchi.example>',
    by: `customer:${BEA}`,
  });
  desk.pass(60);
  const notice = replyAddress(KEY, SUPPORT, { ticketId: d.id, agentId: 'bruno' });
  await correctRequester(desk, { ticketId: d.id, agent: ada, at: at(desk), requester: { address: BEA } });
  desk.pass(60);
  await changeState(desk, {
    ticketId: d.id,
    agent: ada,
    at: at(desk),
    state: 'closed',
    reason: 'duplicate',
    twin: own.id,
  });
  desk.pass(60);
  desk.sent.length = 0;
  await mail(desk, 'bruno@support.example', notice, 'Anna, your alarm code is 0815.');
  expect(toBea(desk).filter((t) => t.includes('0815'))).toEqual([]);
});

it('in a chain of three, by the time of the mail', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const d = await waitingTicket(desk);
  const bea = { address: BEA, name: 'Bea', verified: true };
  const b1 = await waitingTicket(desk, { source: 'mail:b1', requester: bea, messageId: '<b1@bianchi.example>' });
  const b2 = await waitingTicket(desk, { source: 'mail:b2', requester: bea, messageId: '<b2@bianchi.example>' });
  desk.pass(60);
  const said = at(desk);
  desk.pass(60);
  await corrected(desk, d.id);
  await close(desk, d.id, b1.id);
  await close(desk, b1.id, b2.id);
  desk.pass(60);
  await mail(desk, 'ada@support.example', own(d.id, 'ada'), 'Anna, your code is 0815.', { receivedAt: said });
  expect(got(desk)).toEqual([]);
});

it('a forwarded ticket: Bruno answers the notice that named Anna after Ada said that Bea asks', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const d = await waitingTicket(desk, {
    requester: { address: 'anna@rossi.example', name: 'Anna', verified: false, unconfirmed: 'forwarded' },
  });
  desk.pass(60);
  const notice = replyAddress(KEY, SUPPORT, { ticketId: d.id, agentId: 'bruno' });
  const sentAt = at(desk);
  desk.pass(60);
  await correctRequester(desk, { ticketId: d.id, agent: ada, at: at(desk), requester: { address: BEA } });
  desk.pass(60);
  desk.sent.length = 0;
  await mail(desk, 'bruno@support.example', notice, 'Anna, your alarm code is 0815.', { receivedAt: sentAt });
  expect(toBea(desk).filter((t) => t.includes('0815'))).toEqual([]);
});

it('the notice of a forwarded mail, answered after the correction', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const d = await waitingTicket(desk, {
    requester: { address: ANNA, name: 'Anna', verified: false, unconfirmed: 'forwarded' },
  });
  desk.pass(60);
  await corrected(desk, d.id);
  desk.pass(60);
  await mail(desk, 'ada@support.example', own(d.id, 'ada'), 'Anna, your code is 0815.');
  expect(got(desk)).toEqual([]);
});

it('isOwn: Ada answers the notice that named Carlo after her own late #requester of before', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi, carlo] });
  const d = await waitingTicket(desk);
  desk.pass(60);
  const first = replyAddress(KEY, SUPPORT, { ticketId: d.id, agentId: 'ada' });
  const sentAt = at(desk);
  desk.pass(60);
  await correctRequester(desk, {
    ticketId: d.id,
    agent: bruno,
    at: at(desk),
    requester: { address: 'c@carlo.example' },
  });
  const { asksSince } = (await desk.tickets.get(d.id)) as Ticket;
  const mark = askedMark(asksSince);
  const notice = replyAddress(KEY, SUPPORT, { ticketId: d.id, agentId: 'ada', ...(mark && { asked: mark }) });
  desk.pass(600);
  await mail(desk, 'ada@support.example', first, `#requester ${BEA}`, { receivedAt: sentAt });
  expect((await desk.tickets.get(d.id))?.requester.address).toBe('c@carlo.example');
  desk.pass(60);
  desk.sent.length = 0;
  await mail(desk, 'ada@support.example', notice, 'Carlo, your alarm code is 0815.');
  expect(toBea(desk).filter((t) => t.includes('0815'))).toEqual([]);
});

it('a reply to the notice that named Anna, which a mail program sends to From', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const {
    ticket: { id },
  } = await openTicket(desk, requestOf(desk));
  await desk.team.drain();
  const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
  desk.pass(60);
  await corrected(desk, id);
  desk.pass(60);
  await mail(
    desk,
    'ada@support.example',
    SUPPORT,
    'Anna, your alarm code is 0815.',
    {},
    `References: ${notice?.references.join(' ')}\n`,
    `Re: ${notice?.subject}`,
  );
  expect(toBea(desk).filter((t) => t.includes('0815'))).toEqual([]);
});

it('a late #requester about a duplicate takes not over the ticket of Tom that goes on for it since', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const d = await waitingTicket(desk);
  const t = await tomsTicket(desk);
  desk.pass(60);
  const said = at(desk);
  desk.pass(60);
  await close(desk, d.id, t.id);
  desk.pass(600);
  await mail(desk, 'ada@support.example', own(d.id, 'ada'), `#requester ${BEA}`, { receivedAt: said });
  expect((await desk.tickets.get(t.id))?.requester.address).toBe(TOM);
});

it('late #add about a duplicate of Anna lets nobody read Tom’s', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const d = await waitingTicket(desk);
  const t = await tomsTicket(desk);
  desk.pass(60);
  const said = at(desk);
  desk.pass(60);
  await close(desk, d.id, t.id);
  desk.pass(600);
  await mail(desk, 'ada@support.example', own(d.id, 'ada'), `#add consultant@x.example`, { receivedAt: said });
  expect((await desk.tickets.get(t.id))?.participants.map((p) => p.address)).toEqual([ANNA]);
});

it('a late #add of a colleague of Anna does not read what Bea of another customer is answered', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const { id } = await waitingTicket(desk);
  desk.pass(60);
  const said = at(desk);
  desk.pass(60);
  await corrected(desk, id);
  desk.pass(600);
  await mail(
    desk,
    'ada@support.example',
    replyAddress(KEY, SUPPORT, { ticketId: id, agentId: 'ada' }),
    '#add tom@rossi.example',
    { receivedAt: said },
  );
  desk.sent.length = 0;
  desk.pass(60);
  await respond(desk, {
    ticketId: id,
    agent: bruno,
    source: 'api:b',
    text: 'Bea, your alarm is 0815.',
    attachments: [],
    receivedAt: at(desk),
    tellBy: 'call',
  });
  expect(desk.sent.filter(({ text }) => text.includes('0815')).map(({ recipient }) => recipient)).toEqual([BEA]);
});

it('#add on the notice that named Anna lets no colleague of hers read what Bea is answered', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const { id } = await waitingTicket(desk);
  desk.pass(60);
  await corrected(desk, id);
  desk.pass(60);
  await mail(desk, 'ada@support.example', own(id, 'ada'), '#add tom@rossi.example');
  await respond(desk, {
    ticketId: id,
    agent: bruno,
    source: 'api:b',
    text: 'Bea, your alarm is 0815.',
    attachments: [],
    receivedAt: at(desk),
    tellBy: 'call',
  });
  expect(got(desk)).toEqual([BEA]);
});

it('a late #add does not bring back whom a colleague has removed since', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const { id } = await waitingTicket(desk, { participants: [{ address: 'zoe@rossi.example' }] });
  desk.pass(60);
  const said = at(desk);
  desk.pass(60);
  await removeReader(desk, { ticketId: id, agent: bruno, at: at(desk), address: 'zoe@rossi.example' });
  desk.pass(600);
  await mail(
    desk,
    'ada@support.example',
    replyAddress(KEY, SUPPORT, { ticketId: id, agentId: 'ada' }),
    '#add zoe@rossi.example',
    { receivedAt: said },
  );
  const t = (await desk.tickets.get(id)) as Ticket;
  expect(t.participants.map((p) => p.address)).toEqual([]);
});

it('a late #close spam about a forged form closes not Anna’s own proved request, that goes on for it since', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const t = await waitingTicket(desk);
  const d = await waitingTicket(desk, {
    source: 'page:x',
    channel: 'page',
    requester: { address: ANNA, verified: false },
    messageId: undefined,
  } as never);
  desk.pass(60);
  const said = at(desk);
  desk.pass(60);
  await close(desk, d.id, t.id);
  desk.pass(600);
  await mail(desk, 'ada@support.example', own(d.id, 'ada'), '#close spam', { receivedAt: said });
  expect((await desk.tickets.get(t.id))?.state).toBe('waiting');
});

it('the same, not late: Ada has only the notice of the forged form', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const t = await waitingTicket(desk);
  const d = await waitingTicket(desk, {
    source: 'page:x',
    channel: 'page',
    requester: { address: ANNA, verified: false },
    messageId: undefined,
  } as never);
  desk.pass(60);
  await close(desk, d.id, t.id);
  desk.pass(60);
  desk.sent.length = 0;
  await mail(desk, 'ada@support.example', own(d.id, 'ada'), '#close spam');
  expect((await desk.tickets.get(t.id))?.state).toBe('waiting');
});

it('a late #close spam about Anna does not close what Bea asks now', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  const { id } = await waitingTicket(desk);
  desk.pass(60);
  const said = at(desk);
  desk.pass(60);
  await corrected(desk, id);
  desk.pass(600);
  await mail(desk, 'ada@support.example', replyAddress(KEY, SUPPORT, { ticketId: id, agentId: 'ada' }), '#close spam', {
    receivedAt: said,
  });
  expect((await desk.tickets.get(id))?.state).toBe('waiting');
});

it('who asked a duplicate that opened again is not told that theirs is closed when only the other one is', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const d = await waitingTicket(desk);
  const t = await tomsTicket(desk);
  await close(desk, d.id, t.id);
  desk.pass(60);
  await changeState(desk, { ticketId: d.id, agent: ada, at: at(desk), state: 'waiting' });
  desk.pass(600);
  await desk.team.drain();
  desk.sent.length = 0;
  await changeState(desk, { ticketId: t.id, agent: ada, at: at(desk), state: 'closed', reason: 'withdrawn' });
  await desk.team.drain();
  expect((await desk.tickets.get(d.id))?.state).toBe('waiting');
  expect(toAnna(desk).filter((text) => text.includes(d.id))).toEqual([]);
});

it('the desk itself opens the duplicate again, as its answer came back', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const d = await waitingTicket(desk);
  const { message } = await respond(desk, {
    ticketId: d.id,
    agent: ada,
    source: 'api:x',
    text: 'Done.',
    attachments: [],
    receivedAt: at(desk),
    tellBy: 'call',
  });
  const t = await tomsTicket(desk);
  desk.pass(60);
  await close(desk, d.id, t.id);
  desk.pass(60);
  await deliveryFailed(
    desk,
    { ticketId: d.id, messageKey: message.key },
    { recipient: ANNA, reason: 'no such mailbox', at: at(desk) },
  );
  expect((await desk.tickets.get(d.id))?.state).toBe('waiting');
  desk.pass(600);
  desk.sent.length = 0;
  await changeState(desk, { ticketId: t.id, agent: ada, at: at(desk), state: 'closed', reason: 'withdrawn' });
  await desk.team.drain();
  expect(desk.sent.filter((m) => m.recipient === ANNA && m.text.includes(d.id)).map((m) => m.text)).toEqual([]);
});

it('nor of the priority of the other one, as if it were theirs', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const d = await waitingTicket(desk);
  const t = await tomsTicket(desk);
  await close(desk, d.id, t.id);
  desk.pass(60);
  await changeState(desk, { ticketId: d.id, agent: ada, at: at(desk), state: 'waiting' });
  desk.pass(600);
  await desk.team.drain();
  desk.sent.length = 0;
  await changePriority(desk, { ticketId: t.id, agent: ada, at: at(desk), priority: 4, reason: 'it is a question' });
  await desk.team.drain();
  expect((await desk.tickets.get(d.id))?.priority).toBe(3);
  expect(toAnna(desk).filter((text) => text.includes(d.id))).toEqual([]);
});

it('who asked a duplicate that opened again raises not what somebody else asks', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const d = await waitingTicket(desk);
  const t = await tomsTicket(desk);
  desk.pass(60);
  await close(desk, d.id, t.id);
  desk.pass(60);
  await changeState(desk, { ticketId: d.id, agent: ada, at: at(desk), state: 'waiting' });
  desk.pass(60);
  await mail(desk, ANNA, as(t.id, ANNA), 'Please raise it to P1');
  expect((await desk.tickets.get(t.id))?.priority).toBe(t.priority);
});

it('nor what a chain of three has gone on for', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const d = await waitingTicket(desk);
  const d2 = await waitingTicket(desk, {
    source: 'mail:z',
    requester: { address: 'zoe@rossi.example', verified: true },
    messageId: '<z@rossi.example>',
  });
  const t = await tomsTicket(desk);
  desk.pass(60);
  await close(desk, d.id, d2.id);
  desk.pass(60);
  await close(desk, d2.id, t.id);
  desk.pass(60);
  await changeState(desk, { ticketId: d2.id, agent: ada, at: at(desk), state: 'waiting' });
  desk.pass(60);
  await mail(desk, ANNA, as(t.id, ANNA), 'Please raise it to P1');
  expect((await desk.tickets.get(t.id))?.priority).toBe(t.priority);
});

it('Tom takes back his request once the duplicate of Anna goes on by itself', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const d = await waitingTicket(desk);
  const t = await tomsTicket(desk);
  await close(desk, d.id, t.id);
  desk.pass(60);
  await changeState(desk, { ticketId: d.id, agent: ada, at: at(desk), state: 'waiting' });
  desk.pass(60);
  await withdrawByLink(desk, { ticketId: t.id, reader: TOM, at: at(desk) });
  expect((await desk.tickets.get(t.id))?.state).toBe('closed');
});

it('an unproved request of the page in Tom’s name: not me, once the duplicate goes on by itself', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const d = await waitingTicket(desk);
  const t = await tomsTicket(desk, { channel: 'page', requester: { address: TOM, verified: false } });
  await close(desk, d.id, t.id);
  desk.pass(60);
  await changeState(desk, { ticketId: d.id, agent: ada, at: at(desk), state: 'waiting' });
  expect(actionsByLink((await desk.tickets.get(t.id)) as Ticket, TOM).notMe).toBe(true);
});

it('whose duplicate opened again re-opens not what was closed as spam', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const d = await waitingTicket(desk);
  const t = await tomsTicket(desk);
  await close(desk, d.id, t.id);
  desk.pass(60);
  await changeState(desk, { ticketId: d.id, agent: ada, at: at(desk), state: 'waiting' });
  await changeState(desk, { ticketId: t.id, agent: ada, at: at(desk), state: 'closed', reason: 'spam' });
  desk.pass(60);
  await mail(desk, ANNA, as(t.id, ANNA), 'hello?');
  expect((await desk.tickets.get(t.id))?.state).toBe('closed');
});

it('a queue that stood: #close does not put out of sight what the customer wrote before it and nobody could read', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const { id } = await waitingTicket(desk);
  desk.pass(60);
  await answers(desk, id);
  desk.pass(60);
  const wrote = at(desk);
  desk.pass(60);
  const closed = at(desk);
  desk.pass(1200);
  await mail(desk, ANNA, customerAddress(id), 'It burns again!', { receivedAt: wrote });
  await mail(desk, 'ada@support.example', replyAddress(KEY, SUPPORT, { ticketId: id, agentId: 'ada' }), '#close', {
    receivedAt: closed,
  });
  const t = (await desk.tickets.get(id)) as Ticket;
  expect([t.state, t.lastPublic.by]).toEqual(['answered', 'customer']);
});

it('a queue that stood: #dismiss does not settle what nobody could read', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const { id } = await waitingTicket(desk);
  desk.pass(60);
  await mail(desk, 'eve@x.example', customerAddress(id), 'Spam.');
  desk.pass(60);
  const wrote = at(desk);
  desk.pass(60);
  const said = at(desk);
  desk.pass(1200);
  await mail(desk, 'tom@rossi.example', customerAddress(id), 'The plant burns, call me', { receivedAt: wrote });
  expect((await desk.tickets.get(id))?.outside?.length).toBe(2);
  await mail(desk, 'ada@support.example', replyAddress(KEY, SUPPORT, { ticketId: id, agentId: 'ada' }), '#dismiss', {
    receivedAt: said,
  });
  expect((await desk.tickets.get(id))?.outside?.map((o) => o.address)).toEqual(['tom@rossi.example']);
});

it('a queue that stood: an answer written without knowing what the customer wrote leaves it the agents turn', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const { id } = await waitingTicket(desk);
  desk.pass(60);
  const wrote = at(desk);
  desk.pass(60);
  const said = at(desk);
  desk.pass(1200);
  await mail(desk, ANNA, customerAddress(id), 'Also the second door!', { receivedAt: wrote });
  await mail(desk, 'ada@support.example', replyAddress(KEY, SUPPORT, { ticketId: id, agentId: 'ada' }), 'Done, Anna.', {
    receivedAt: said,
  });
  const t = (await desk.tickets.get(id)) as Ticket;
  expect([t.state, t.lastPublic.by]).toEqual(['answered', 'customer']);
});

it('a queue that stood: #priority does not take back what was newly declared before it and nobody could read', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
  const { id } = await waitingTicket(desk);
  desk.pass(60);
  const wrote = at(desk);
  desk.pass(60);
  const said = at(desk);
  desk.pass(1200);
  await mail(desk, ANNA, customerAddress(id), 'Please raise it to P1', { receivedAt: wrote });
  expect((await desk.tickets.get(id))?.priority).toBe(1);
  await mail(desk, 'ada@support.example', replyAddress(KEY, SUPPORT, { ticketId: id, agentId: 'ada' }), '#priority 4', {
    receivedAt: said,
  });
  expect((await desk.tickets.get(id))?.priority).toBe(1);
});

it('a deadline that passed stays missed by a #plan that is carried out late', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [{ ...rossi, plan: 'premium' }] });
  const t = await waitingTicket(desk, { priority: 1 });
  desk.pass(60);
  const said = at(desk);
  desk.setNow(new Date(Date.parse(t.clock.deadline) + 60_000).toISOString());
  await mail(desk, 'ada@support.example', own(t.id, 'ada'), '#plan basic', { receivedAt: said });
  const now = (await desk.tickets.get(t.id)) as Ticket;
  expect(now.clock.deadline > t.clock.deadline).toBe(true);
  expect(now.passed).toBe(t.clock.deadline);
});

it('a deadline that passed stays missed by a #customer that is carried out late', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [{ ...rossi, plan: 'premium' }, bianchi] });
  const t = await waitingTicket(desk, { priority: 1 });
  desk.pass(60);
  const said = at(desk);
  desk.setNow(new Date(Date.parse(t.clock.deadline) + 60_000).toISOString());
  await mail(desk, 'ada@support.example', own(t.id, 'ada'), '#customer bianchi', { receivedAt: said });
  const now = (await desk.tickets.get(t.id)) as Ticket;
  expect(now.clock.deadline > t.clock.deadline).toBe(true);
  expect(now.passed).toBe(t.clock.deadline);
});

it('a deadline that passed stays missed by a #requester of another customer that is carried out late', async () => {
  const desk = deskOf({ agents: [ada, bruno], customers: [{ ...rossi, plan: 'premium' }, bianchi] });
  const t = await waitingTicket(desk, { priority: 1 });
  desk.pass(60);
  const said = at(desk);
  desk.setNow(new Date(Date.parse(t.clock.deadline) + 60_000).toISOString());
  await mail(desk, 'ada@support.example', own(t.id, 'ada'), `#requester ${BEA}`, { receivedAt: said });
  const now = (await desk.tickets.get(t.id)) as Ticket;
  expect(now.clock.deadline > t.clock.deadline).toBe(true);
  expect(now.passed).toBe(t.clock.deadline);
});
