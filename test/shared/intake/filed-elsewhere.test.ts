import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { conversationFor } from '../../../shared/present/conversation-for.ts';
import { withdrawByLink } from '../../../shared/use-cases/by-link/withdraw-by-link.ts';
import { removeReader } from '../../../shared/use-cases/change-readers.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { fileOutside } from '../../../shared/use-cases/settle-outside.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, during, messagesOf, rossi, ticketsOf } from '../../support/stories.ts';

/** What came from outside and is filed as a ticket of its own is answered where it asks for answers, as a mail of its own (docs/promise.md section 9). */

const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const SHOP = 'web@shop.example';
const ZOE = 'zoe@private.example';
const REPLY = `Reply-To: ${ZOE}\n`;

let desk: MemoryDesk;
let n = 0;
beforeEach(() => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi] });
});

const at = () => desk.now().toISOString();

type Mail = { to?: string; subject?: string; head?: string; text?: string; auth?: boolean; raw?: string };

function mailOf(
  from: string,
  { to = DESK, subject = 'Case', head = '', text = 'It burns.', auth = true, raw = `${n}` }: Mail,
) {
  const mail = `Message-ID: <m${n}@x.example>\nDate: Mon, 30 Nov 2026 09:00:00 +0000\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\n${head}\n${text}\n`;
  return arrives(desk, mail, { id: `m${raw}`, recipients: [to], envelopeFrom: SHOP, authenticated: auth });
}

async function comes(from: string, mail: Mail = {}): Promise<void> {
  n += 1;
  desk.pass(60);
  await receiveMail(desk, mailOf(from, mail));
  await desk.team.drain();
}

async function opens(head = ''): Promise<string> {
  await comes(ANNA, { head });
  desk.sent.length = 0;
  return (await ticketsOf(desk))[0]?.id ?? '';
}

/** The address that one of a ticket’s readers has, which they have passed on. */
const signed = (ticketId: string) =>
  replyAddress('a signing key for tests only', DESK, { ticketId, reader: readerName(ANNA) });
const withdraw = (ticketId: string) => withdrawByLink(desk, { ticketId, reader: ANNA, at: at() });
const file = (ticketId: string) => fileOutside(desk, { ticketId, agent: ada, at: at() });

async function filedFrom(id: string) {
  await desk.team.drain();
  const [filed] = (await ticketsOf(desk)).filter((ticket) => ticket.id !== id);
  if (!filed) throw new Error('nothing is filed');
  return filed;
}

async function answer(ticketId: string): Promise<string[]> {
  const said = { source: 'api:1', text: 'Your code is 0815.', attachments: [], receivedAt: at() };
  await respond(desk, { ticketId, agent: ada, ...said, tellBy: 'call' });
  return desk.sent.filter(({ text }) => text.includes('0815')).map(({ recipient }) => recipient);
}

const WAYS = {
  'as its ticket is withdrawn by link': (id: string) => withdraw(id),
  'by an agent': (id: string) => file(id),
};

describe.each(Object.entries(WAYS))('filed %s', (_, act) => {
  it('is acknowledged and answered there, and asked by whom nobody has confirmed', async () => {
    const id = await opens();
    await comes(`"Zoe" <${SHOP}>`, { to: signed(id), head: REPLY });
    await act(id);
    const filed = await filedFrom(id);
    const requester = { address: ZOE, name: 'Zoe', from: SHOP, fromProved: true };
    expect(filed.requester).toEqual({ ...requester, verified: false, unconfirmed: 'reply-to' });
    expect(desk.sent.filter(({ subject }) => subject.includes(filed.id)).map(({ recipient }) => recipient)).toContain(
      ZOE,
    );
    expect(desk.sent.map(({ recipient }) => recipient)).not.toContain(SHOP);
    expect(await answer(filed.id)).toEqual([ZOE]);
  });

  it.each([
    ['no-reply, that asks for answers elsewhere', 'no-reply@shop.example', REPLY, ZOE],
    ['without another address', SHOP, '', SHOP],
    ['whose Reply-To is nobody’s who reads', SHOP, 'Reply-To: no-reply@shop.example\n', SHOP],
    ['whose Reply-To is one of the team', SHOP, 'Reply-To: ada@support.example\n', SHOP],
  ])('of a From %s, it is answered where a mail of its own is', async (__, from, head, reads) => {
    const id = await opens();
    await comes(from, { to: signed(id), head });
    await act(id);
    expect(await answer((await filedFrom(id)).id)).toEqual([reads]);
  });
});

it('is answered there where its ticket is closed while it is taken in', async () => {
  const id = await opens();
  during(desk, () => withdraw(id));
  await comes(`"Zoe" <${SHOP}>`, { to: signed(id), head: REPLY });
  expect(await answer((await filedFrom(id)).id)).toEqual([ZOE]);
});

it('the agents read where, on the ticket and in the notice, and whoever reads along does not', async () => {
  const id = await opens();
  await comes(SHOP, { to: signed(id), head: REPLY });
  const [, message] = await messagesOf(desk, id);
  expect(message?.warnings.join()).toContain(`its Reply-To is ${ZOE}`);
  const notice = desk.sent.find(({ recipient, text }) => recipient === ada.addresses[0] && text.includes('It burns.'));
  expect(notice?.text).toContain(`its Reply-To is ${ZOE}`);
  const page = conversationFor(await getTicket(desk, id), await messagesOf(desk, id), {
    reader: ANNA,
    settings: desk.settings,
  });
  expect(JSON.stringify(page)).not.toContain(ZOE);
});

it('of an unproved mail in a customer’s name, stays with that, as a mail of its own would', async () => {
  const id = await opens(`Cc: ${TOM}\n`);
  await comes(TOM, { subject: `[${id}] x`, head: REPLY, auth: false });
  await file(id);
  expect((await filedFrom(id)).requester.address).toBe(TOM);
});

it('a proved copy says where, also of what came unproved', async () => {
  const id = await opens(`Cc: ${TOM}\n`);
  await removeReader(desk, { ticketId: id, agent: ada, at: at(), address: TOM });
  const mail = { subject: `[${id}] x`, head: 'Reply-To: tom@home.example\n' };
  await comes(TOM, { ...mail, auth: false });
  await receiveMail(desk, mailOf(TOM, { ...mail, raw: 'again' }));
  await file(id);
  expect((await filedFrom(id)).requester).toMatchObject({ address: 'tom@home.example', from: TOM, verified: true });
});

it('who does not ask any more, as an agent says meanwhile, is answered there, too', async () => {
  const id = await opens();
  during(desk, () => correctRequester(desk, { ticketId: id, agent: ada, at: at(), requester: { address: TOM } }));
  await comes(ANNA, { to: signed(id), head: 'Reply-To: anna@home.example\n' });
  await file(id);
  expect(await answer((await filedFrom(id)).id)).toEqual(['anna@home.example']);
});

it('once confirmed, whoever reads there is who asks, and its From is not', async () => {
  const id = await opens();
  await comes(SHOP, { to: signed(id), head: REPLY });
  await file(id);
  const filed = await filedFrom(id);
  await confirmRequester(desk, { ticketId: filed.id, agent: ada, at: at() });
  expect((await getTicket(desk, filed.id)).requester).toMatchObject({ address: ZOE, from: SHOP });
});

it('what an agent hid of the name that it gives there stays hidden', async () => {
  const id = await opens();
  await comes(SHOP, { to: signed(id), head: `Reply-To: Zoe hunter2hunter2 <${ZOE}>\n`, text: 'hunter2hunter2' });
  const [, message] = await messagesOf(desk, id);
  await redact(desk, { ticketId: id, messageKey: message?.key ?? '', words: 'hunter2hunter2', agent: ada, at: at() });
  expect(JSON.stringify((await messagesOf(desk, id))[1])).not.toContain('hunter2');
  await file(id);
  const { requester } = await filedFrom(id);
  expect(requester.address).toBe(ZOE);
  expect(requester.name).not.toContain('hunter2');
});
