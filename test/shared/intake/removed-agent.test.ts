import { beforeEach, expect, it } from 'vitest';
import { createHandler } from '../../../functions/api/handler.ts';
import { holdMail } from '../../../shared/intake/hold-mail.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import { ask } from '../../support/http.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, messagesOf, requestOf } from '../../support/stories.ts';

/** What an agent who was removed still holds: signed addresses, and a login. None of it counts, also after one of that id came back. */

let desk: MemoryDesk;
let ticketId: string;
let toTicket: string;
let toHeld: string;

beforeEach(async () => {
  desk = deskOf();
  ticketId = (await openTicket(desk, requestOf(desk))).ticket.id;
  const received = arrives(desk, 'From: bea@bianchi.example\nSubject: Offer\n\nBuy.\n', { id: 'ses-held' });
  await holdMail(desk, { received, reason: 'spam', from: 'bea@bianchi.example', subject: 'Offer' });
  const toAda = desk.sent.filter(({ recipient }) => recipient === ada.addresses[0]).map(({ replyTo }) => replyTo);
  [toTicket = '', toHeld = ''] = toAda;
  desk.sent.length = 0;
});

let mails = 0;
async function fromAda(address: string, text: string) {
  const raw = `Message-ID: <a${++mails}@support.example>\nFrom: ada@support.example\nTo: ${address}\nSubject: Re: x\n\n${text}\n`;
  await receiveMail(desk, arrives(desk, raw, { id: `ses-a${mails}`, recipients: [address] }));
}

const login = async () =>
  (await ask(createHandler(desk), { path: '/api/tickets', claims: { email: 'ada@support.example' } })).status;
const held = async () => (await desk.quarantine.list({ limit: 10 })).entries.map(({ state }) => state);
const toCustomer = () => desk.sent.filter(({ recipient }) => recipient === 'anna@rossi.example');

async function isOut() {
  await fromAda(toTicket, 'It works again.');
  expect(toCustomer()).toEqual([]);
  expect((await desk.tickets.get(ticketId))?.state).toBe('waiting');
  expect((await messagesOf(desk, ticketId)).map(({ author }) => author).sort()).toEqual(['customer', 'unverified']);
  expect((await desk.tickets.get(ticketId))?.participants).toEqual([]);
  await fromAda(toHeld, '#release');
  expect(await held()).toEqual(['held']);
}

it('they count as long as the agent is there', async () => {
  expect(await login()).toBe(200);
  await fromAda(toHeld, '#release');
  expect(await held()).toEqual(['released']);
  await fromAda(toTicket, 'It works again.');
  expect(toCustomer()).toHaveLength(1);
});

it('they are void at once when the agent is removed', async () => {
  await desk.agents.remove('ada');
  expect(await login()).toBe(403);
  await isOut();
});

it('they stay void when an agent of that id and address is added again, who is given others', async () => {
  await desk.agents.remove('ada');
  await desk.agents.put(ada);
  await isOut();
  expect(await login()).toBe(200);
  desk.sent.length = 0;
  await openTicket(desk, requestOf(desk, { source: 'mail:two', messageId: '<two@rossi.example>' }));
  const own = desk.sent.find(({ recipient }) => recipient === ada.addresses[0])?.replyTo ?? '';
  await fromAda(own, 'That one works, too.');
  expect(toCustomer().map(({ text }) => text)).toEqual([expect.any(String), expect.stringContaining('That one works')]);
});

it('an import of the same agent changes none of them', async () => {
  await desk.agents.put({ ...ada, name: 'Ada L.' });
  await fromAda(toTicket, 'It works again.');
  expect(toCustomer()).toHaveLength(1);
});
