import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { createHandler } from '../../../functions/api/handler.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import type { Priority } from '../../../shared/sla/terms.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { addNote } from '../../../shared/use-cases/add-note.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { newMessage } from '../../../shared/use-cases/steps/store-message.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { ask } from '../../support/http.ts';
import type { Meter } from '../../support/metered-dynamo.ts';
import { ada, ticketsOf } from '../../support/stories.ts';
import { dressed, sentences } from '../mails.ts';
import type { MeteredDesk } from './metered-desk.ts';

/** What an operation cost. */
export type Cost = { name: string; meter: Meter };

const SUPPORT = 'help@support.example';
const ANNA = 'Anna Rossi <anna@rossi.example>';
/** As long as a mail with what it quotes; with it a message's item has 4.8 kB. */
const TEXT = sentences(4_000);

/** A mail reaches the desk, as a notification of SES does. */
async function receive({ desk, memory }: MeteredDesk, mail: { from: string; to: string; text: string; html?: string }) {
  const id = randomUUID();
  const options = {
    subject: 'The door on the second floor does not open',
    date: memory.now(),
    messageId: `<${id}@x.example>`,
  };
  const content = await new MailComposer({ ...options, ...mail }).compile().build();
  memory.stored.set(`raw/${id}`, { content, contentType: 'message/rfc822' });
  await receiveMail(desk, {
    id,
    receivedAt: memory.now().toISOString(),
    raw: `raw/${id}`,
    envelopeFrom: 'sender@x.example',
    recipients: [mail.to],
    authenticated: true,
    verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
    header: {},
  });
}

/** Where an answer of Ada's, or of the customer's when it is nobody's, goes. */
async function replyTo({ memory }: MeteredDesk, ticketId: string, agentId?: string): Promise<string> {
  const [key = ''] = await memory.secrets.signingKeys();
  return replyAddress(key, SUPPORT, { ticketId, ...(agentId && { agentId }) });
}

/** A ticket opened and answered by mail, and all that may happen to it in between, in this order. */
export async function measureTicket(metered: MeteredDesk): Promise<Cost[]> {
  const { desk, unmetered, memory } = metered;
  const costs: Cost[] = [];
  const step = async (name: string, use: () => Promise<unknown>) => {
    memory.pass(60);
    costs.push({ name, meter: await metered.measure(use) });
  };
  await step('open', () => receive(metered, { from: ANNA, to: SUPPORT, text: TEXT }));
  const [{ id: ticketId }] = (await ticketsOf(unmetered)) as [Ticket];
  const by = { ticketId, agent: ada, at: memory.now().toISOString() };
  const [customers, adas] = [await replyTo(metered, ticketId), await replyTo(metered, ticketId, 'ada')];

  await step('note', () => addNote(desk, { ...by, source: 'api-note:1', text: 'Called the caretaker.' }));
  await step('assign', () => assign(desk, { ...by, to: 'ada' }));
  await step('change of priority', () => changePriority(desk, { ...by, priority: 2, reason: 'all are locked out' }));
  await step('reply of the customer', () => receive(metered, { from: ANNA, to: customers, text: TEXT }));
  const level = (await unmetered.tickets.get(ticketId)) as Ticket;
  memory.setNow(level.timer.next?.at ?? '');
  await step('escalation, one level', () => escalate(desk, { ticketId, version: level.timer.version }));
  await step('answer', () => receive(metered, { from: 'ada@support.example', to: adas, text: TEXT }));
  for (const length of [100_000, 250_000]) {
    const mail = { from: ANNA, to: customers, text: TEXT, html: dressed(TEXT, length) };
    await step(`reply with ${length / 1000} kB of HTML`, () => receive(metered, mail));
  }
  await step('one ticket, by the API', () => get(metered, `/api/tickets/${ticketId}`));
  return costs;
}

/** A ticket that is opened by mail and answered by mail, and nothing in between: both mails of text, or the first with HTML. */
export async function measureOpenAndAnswer(metered: MeteredDesk, htmlLength?: number): Promise<Cost[]> {
  const mail = { from: ANNA, to: SUPPORT, text: TEXT, ...(htmlLength && { html: dressed(TEXT, htmlLength) }) };
  const opened = await metered.measure(() => receive(metered, mail));
  const [{ id }] = (await ticketsOf(metered.unmetered)) as [Ticket];
  const to = await replyTo(metered, id, 'ada');
  metered.memory.pass(600);
  const answered = await metered.measure(() => receive(metered, { from: 'ada@support.example', to, text: TEXT }));
  return [
    { name: 'open', meter: opened },
    { name: 'answer', meter: answered },
  ];
}

/** What a search finds a ticket by, after its first mail, after the answer, and when nothing of it changed. */
export async function measureWords(metered: MeteredDesk): Promise<Cost[]> {
  const { desk, unmetered, memory } = metered;
  await receive(metered, { from: ANNA, to: SUPPORT, text: TEXT });
  const [{ id }] = (await ticketsOf(unmetered)) as [Ticket];
  const opened = await metered.measure(() => indexTicket(desk, id));
  memory.pass(600);
  const text = 'The caretaker has a new key for the second floor. Please try it, and tell us whether it fits.';
  await receive(metered, { from: 'ada@support.example', to: await replyTo(metered, id, 'ada'), text });
  return [
    { name: 'words of a new ticket', meter: opened },
    { name: 'words after a short answer', meter: await metered.measure(() => indexTicket(desk, id)) },
    { name: 'words when nothing is new', meter: await metered.measure(() => indexTicket(desk, id)) },
  ];
}

/** The sweep: when nothing is due, and when the timer of one ticket did not fire. */
export async function measureSweep(metered: MeteredDesk): Promise<Cost[]> {
  const { desk, memory } = metered;
  const idle = await metered.measure(() => sweep(desk, takeInAgain));
  await receive(metered, { from: ANNA, to: SUPPORT, text: TEXT });
  const [{ timer }] = (await ticketsOf(metered.unmetered)) as [Ticket];
  memory.setNow(new Date(Date.parse(timer.next?.at ?? '') + 10 * 60_000).toISOString());
  const one = await metered.measure(() => sweep(desk, takeInAgain));
  return [
    { name: 'sweep, nothing due', meter: idle },
    { name: 'sweep of one: its timer did not fire', meter: one },
  ];
}

/** Pages of a list in which each range has more than a page. */
export async function measureLists(metered: MeteredDesk, sample: Ticket): Promise<Cost[]> {
  await seedLists(metered, sample);
  const costs: Cost[] = [];
  for (const [name, query] of [
    ['one state and priority', 'state=waiting&priority=3'],
    ['one state', 'state=waiting'],
    ['no filter', ''],
    ['one customer', 'customer=rossi'],
  ] as const) {
    const meter = await metered.measure(() => get(metered, '/api/tickets', `limit=50&${query}`));
    costs.push({ name: `list, page of 50: ${name}`, meter });
  }
  return costs;
}

/** A page of the messages of a ticket that has so many, all as long as a mail. */
export async function measureMessages(metered: MeteredDesk, sample: Ticket, messages: number): Promise<Cost> {
  const { unmetered, memory } = metered;
  const ticketId = `T-${String(messages).padStart(8, '0')}`;
  await unmetered.tickets.create({ ...sample, id: ticketId });
  for (let number = 0; number < messages; number += 1) {
    const at = new Date(memory.now().getTime() + number * 1000).toISOString();
    const whose = { ticketId, author: 'customer', by: 'anna@rossi.example', verified: true, kind: 'public' } as const;
    await unmetered.tickets.addMessage(
      newMessage({ ...whose, source: `mail:${number}`, at, text: TEXT, warnings: [] }),
    );
  }
  const meter = await metered.measure(() => get(metered, `/api/tickets/${ticketId}/messages`));
  return { name: `page of messages of a ticket with ${messages}`, meter };
}

async function seedLists({ unmetered }: MeteredDesk, sample: Ticket): Promise<void> {
  const { createdAt: at } = sample;
  const views: Partial<Ticket>[] = [
    { state: 'waiting' },
    { state: 'answered', lastPublic: { at, by: 'customer' } },
    { state: 'answered', lastPublic: { at, by: 'agent' } },
    { state: 'answered', timer: { ...sample.timer, next: { kind: 'snooze', at: at } } },
    { state: 'closed', closedAt: at },
  ];
  let made = 0;
  for (const view of views) {
    for (const priority of [1, 2, 3, 4] satisfies Priority[]) {
      for (let number = 0; number < 55; number += 1) {
        made += 1;
        await unmetered.tickets.create({ ...sample, ...view, priority, id: `T-${String(made).padStart(8, '0')}` });
      }
    }
  }
}

async function get({ desk }: MeteredDesk, path: string, query = ''): Promise<void> {
  const { status } = await ask(createHandler(desk), { path, query, claims: { email: 'ada@support.example' } });
  if (status !== 200) throw new Error(`${path} answered ${status}`);
}
