import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { cardOf } from '../../../shared/ticket/card.ts';
import { deliveryOf } from '../../../shared/ticket/delivery.ts';
import { newestPublic } from '../../../shared/ticket/heard.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import { readersMark, readersOf } from '../../../shared/ticket/readers.ts';
import { awaitsOf } from '../../../shared/ticket/view.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { resendAnswer } from '../../../shared/use-cases/resend-answer.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { withdrawAnswer } from '../../../shared/use-cases/withdraw-answer.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, messagesOf, rossi, sweepLater, waitingTicket } from '../../support/stories.ts';

/** An answer goes to who asked when it was written, or to nobody, and then its writer and the team hear so (docs/promise.md section 9). */

const KEY = 'a signing key for tests only';
const DESK = 'help@support.example';
const ANNA = 'anna@rossi.example';
const TOM = 'tom@rossi.example';
const BEA = 'bea@bianchi.example';
const TEAM = ['ada@support.example', 'bruno@support.example'];
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'] };

let desk: MemoryDesk;
let id: string;
beforeEach(async () => {
  desk = deskOf({ agents: [ada, bruno], customers: [{ ...rossi, plan: 'premium' }, bianchi] });
  ({ id } = await waitingTicket(desk, { participants: [{ address: TOM }] }));
  // On an agent's word: whom only who asked before copied would be proposed to another one.
  await addReader(desk, { ticketId: id, agent: ada, at: desk.now().toISOString(), address: TOM });
  desk.pass(60);
});

const at = () => desk.now().toISOString();
const by = (agent = ada) => ({ ticketId: id, agent, at: at() });
const got = (words = '0815') =>
  desk.sent
    .filter(({ text, recipient }) => text.includes(words) && !TEAM.includes(recipient))
    .map(({ recipient }) => recipient);
const told = () => desk.sent.filter(({ recipient }) => TEAM.includes(recipient));
const answers = (more: Partial<Parameters<typeof respond>[1]> = {}) =>
  respond(desk, {
    ...by(),
    source: 'api:1',
    text: 'Anna, the code is 0815.',
    attachments: [],
    receivedAt: at(),
    tellBy: 'call',
    ...more,
  });
const last = async () =>
  (await messagesOf(desk, id)).findLast(({ author, kind }) => author === 'agent' && kind === 'public') as Message;
const own = () => replyAddress(KEY, DESK, { ticketId: id, agentId: 'ada' });

/** A colleague says that another one asks, having asked whether an answer is under way before that was. */
async function corrects(address = BEA): Promise<void> {
  const { messages } = desk.tickets;
  desk.tickets.messages = async () => ({ messages: [], unreadable: [] });
  await correctRequester(desk, { ...by(bruno), requester: { address } }).finally(() => {
    desk.tickets.messages = messages;
  });
}

/** The function dies when the next message is stored. */
function dies(): void {
  const { addMessage } = desk.tickets;
  desk.tickets.addMessage = async (message) => {
    await addMessage.call(desk.tickets, message);
    desk.tickets.addMessage = addMessage;
    throw new Error('the function crashed');
  };
}

async function isTold(): Promise<void> {
  desk.pass(900);
  await desk.team.drain();
  const said = told().filter(({ text }) =>
    text.replaceAll('\n', ' ').includes(`it was written to ${ANNA}, and ${BEA} asks now`),
  );
  expect([...new Set(said.map(({ recipient }) => recipient))].toSorted()).toEqual(TEAM);
}

async function isUnsent(): Promise<void> {
  expect(got()).toEqual([]);
  expect(deliveryOf(await last())).toMatchObject({
    state: 'refused',
    reason: expect.stringContaining(`${BEA} asks now`),
  });
  expect(awaitsOf(await getTicket(desk, id))).toBe('agent');
}

const ways: [string, () => Promise<unknown>][] = [
  ['by the API', () => answers()],
  [
    'by the API, with what its writer has seen',
    async () => {
      const seen = newestPublic(await messagesOf(desk, id));
      return answers({ seen, readers: readersMark(readersOf(await getTicket(desk, id))) });
    },
  ],
  [
    'by mail',
    () => {
      const raw = `Message-ID: <a1@x.example>\nFrom: ada@support.example\nTo: ${own()}\nSubject: Re: [${id}]\n\nAnna, the code is 0815.\n`;
      return receiveMail(
        desk,
        arrives(desk, raw, { id: 'a1', recipients: [own()], envelopeFrom: 'ada@support.example' }),
      );
    },
  ],
  ['as the confirmation of a call', () => answers({ givenByPhone: at() })],
];

describe('an answer whose sending broke off', () => {
  it.each(ways)('%s, lets nobody say that another one asks until it has left', async (_, answer) => {
    dies();
    await expect(answer()).rejects.toThrow();
    desk.pass(120);
    const toBea = () => correctRequester(desk, { ...by(bruno), requester: { address: BEA } });
    await expect(toBea()).rejects.toMatchObject({ status: 422, errors: [{ field: 'requester.address' }] });
    await sweepLater(desk);
    expect(got()).toEqual([ANNA, TOM]);
    await toBea();
  });

  it.each(ways)('%s, goes to nobody where one had said so, and the sweep tells', async (way, answer) => {
    dies();
    await expect(answer()).rejects.toThrow();
    await corrects();
    desk.pass(120);
    await sweepLater(desk);
    await sweepLater(desk);
    await isUnsent();
    await isTold();
    expect((await getTicket(desk, id)).state).toBe(way.includes('call') ? 'answered' : 'waiting');
  });

  it('by mail, goes to nobody when that mail comes again', async () => {
    const answer = ways[2]?.[1] ?? (() => Promise.reject(new Error()));
    dies();
    await expect(answer()).rejects.toThrow();
    await corrects();
    desk.pass(120);
    await answer();
    await isUnsent();
    await isTold();
  });
});

it('an answer that waits for the mail service goes to nobody, and takes none of the others with it', async () => {
  desk.faults.add({ port: 'mailer.send', times: 1 });
  await answers();
  expect(deliveryOf(await last())?.state).toBe('parked');
  await corrects();
  await sweepLater(desk);
  await isUnsent();
  await isTold();
  await answers({ source: 'api:2', text: 'Bea, hello.' });
  expect(got('Bea, hello.')).toEqual([BEA, TOM]);
  expect((await getTicket(desk, id)).state).toBe('answered');
});

it('a second answer that goes to nobody makes it the agents’ turn, and no list says that the customer wrote', async () => {
  await answers({ text: 'First.' });
  desk.pass(60);
  dies();
  await expect(answers({ source: 'api:2' })).rejects.toThrow();
  await corrects();
  desk.pass(120);
  await sweepLater(desk);
  await isUnsent();
  expect(cardOf(await getTicket(desk, id))).toEqual(expect.not.objectContaining({ wroteAt: expect.anything() }));
  desk.pass(60);
  const raw = `Message-ID: <b1@x.example>\nFrom: ${BEA}\nTo: ${DESK}\nSubject: Re: [${id}]\n\nHello?\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'b1', envelopeFrom: BEA }));
  expect(cardOf(await getTicket(desk, id))).toMatchObject({ awaits: 'agent', wroteAt: at() });
});

describe('an answer that did not arrive is not sent again to another one', () => {
  const isRefused = async () => {
    const { key: messageKey } = await last();
    await correctRequester(desk, { ...by(bruno), requester: { address: BEA } });
    const sent = resendAnswer(desk, { ticketId: id, messageKey });
    await expect(sent).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining(`another one than asks now, ${BEA}`),
    });
    await sweepLater(desk);
    expect(got().filter((address) => address === BEA)).toEqual([]);
    // Put back, it is theirs again.
    await correctRequester(desk, { ...by(bruno), requester: { address: ANNA } });
    desk.sent.length = 0;
    await resendAnswer(desk, { ticketId: id, messageKey });
    expect(got()[0]).toBe(ANNA);
  };

  it('refused by the mail service', async () => {
    desk.faults.add({
      port: 'mailer.send',
      times: 1,
      outcome: { outcome: 'refused', what: 'recipient', reason: 'no such address' },
    });
    await answers();
    await isRefused();
  });

  it('withdrawn', async () => {
    desk.faults.add({ port: 'mailer.send', times: 1 });
    await answers();
    await withdrawAnswer(desk, { ...by(), messageKey: (await last()).key });
    await isRefused();
  });

  it('come back', async () => {
    await answers();
    desk.pass(60);
    const { key: messageKey } = await last();
    await deliveryFailed(desk, { ticketId: id, messageKey }, { recipient: ANNA, reason: 'no mailbox', at: at() });
    await isRefused();
  });

  it('from before that was kept', async () => {
    await answers();
    const message = await last();
    await deliveryFailed(
      desk,
      { ticketId: id, messageKey: message.key },
      { recipient: ANNA, reason: 'no mailbox', at: at() },
    );
    const { getMessage } = desk.tickets;
    desk.tickets.getMessage = async (...ref) => {
      const found = await getMessage.apply(desk.tickets, ref);
      const { writtenFor: _, ...rest } = found ?? ({} as Message);
      return found && rest;
    };
    desk.pass(60);
    await correctRequester(desk, { ...by(bruno), requester: { address: BEA } });
    await expect(resendAnswer(desk, { ticketId: id, messageKey: message.key })).rejects.toMatchObject({ status: 422 });
  });
});

it('a requester who reads elsewhere by their own word gets it there', async () => {
  dies();
  await expect(answers()).rejects.toThrow();
  desk.pass(30);
  const to = replyAddress(KEY, DESK, { ticketId: id, reader: readerName(ANNA) });
  const raw = `Message-ID: <m1@x.example>\nFrom: ${ANNA}\nReply-To: anna@home.example\nTo: ${to}\nSubject: Re: [${id}]\n\nThere, please.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'm1', recipients: [to], envelopeFrom: ANNA, authenticated: true }));
  expect((await getTicket(desk, id)).requester.address).toBe('anna@home.example');
  desk.pass(120);
  await sweepLater(desk);
  expect(got()).toEqual(['anna@home.example', TOM]);
});

it('whom an answer’s own mail corrects gets it, though that breaks off', async () => {
  const raw = `Message-ID: <a2@x.example>\nFrom: ada@support.example\nTo: ${own()}\nSubject: Re: [${id}]\n\n#requester ${BEA}\n\nBea, the code is 0815.\n`;
  dies();
  const mail = arrives(desk, raw, { id: 'a2', recipients: [own()], envelopeFrom: 'ada@support.example' });
  await expect(receiveMail(desk, mail)).rejects.toThrow();
  desk.pass(120);
  await receiveMail(desk, mail);
  expect(got()).toEqual([BEA, TOM]);
});

it('what a closing was to tell the one before is told to nobody', async () => {
  await answers();
  desk.pass(60);
  desk.sent.length = 0;
  desk.faults.add({ port: 'mailer.send', times: 1 });
  await changeState(desk, { ...by(), state: 'closed', reason: 'Anna has her code.' });
  await correctRequester(desk, { ...by(bruno), requester: { address: BEA } });
  await sweepLater(desk);
  expect(desk.sent.map(({ recipient }) => recipient)).not.toContain(BEA);
});
