import { beforeEach, describe, expect, it } from 'vitest';
import { readFormRequest } from '../../../shared/intake/form-request.ts';
import { formSource, openFromForm } from '../../../shared/intake/open-from-form.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import { readerName, replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, requestOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** A flood shapes mails, and not promises (docs/promise.md section 9), also by a ticket's address and by a form. */

const ANNA = 'anna@rossi.example';
const SERVED = 5;
const DAY = 86_400;

let desk: MemoryDesk;
let ticket: Ticket;
beforeEach(async () => {
  desk = deskOf();
});

async function answered(from: string, closed: boolean): Promise<void> {
  ticket = await waitingTicket(desk, requestOf(desk, { requester: { address: from, verified: true } }));
  const at = desk.now().toISOString();
  const answer = { ticketId: ticket.id, agent: ada, source: 'api:1', text: 'Try it.', attachments: [] };
  await respond(desk, { ...answer, receivedAt: at, tellBy: 'call' });
  if (closed) await changeState(desk, { ticketId: ticket.id, agent: ada, at, state: 'closed' });
  await desk.team.drain();
  if (closed) desk.pass(8 * DAY);
  desk.sent.length = 0;
}

async function flood(from: string, count: number, { proved = false } = {}): Promise<void> {
  const address = replyAddress('a signing key for tests only', 'help@support.example', {
    ticketId: ticket.id,
    reader: readerName(from),
  });
  for (let mail = 0; mail < count; mail += 1) {
    desk.pass(10);
    const raw = `Message-ID: <f${mail}@x>\nFrom: ${from}\nTo: ${address}\nSubject: Re: door\n\nIt burns, ${mail}.\nPriority: 1\n`;
    const change = { id: `f${mail}`, recipients: [address], envelopeFrom: from, authenticated: proved };
    await receiveMail(desk, arrives(desk, raw, change));
  }
}

const newer = async () => (await ticketsOf(desk)).filter(({ id }) => id !== ticket?.id);
const held = async () => (await desk.quarantine.list({ limit: 100 })).entries;
const acknowledgements = () => desk.sent.filter(({ tags }) => tags?.purpose === 'acknowledgement');
const flags = (tickets: readonly Ticket[]) => tickets.filter(({ flood: isOne }) => isOne).length;

/** Each a ticket with a clock and a timer, the first ones acknowledged, and the agents told of the others by one mail. */
async function isShaped(tickets: readonly Ticket[], count: number): Promise<void> {
  expect(tickets).toHaveLength(count);
  for (const { state, timer, priority } of tickets) {
    expect({ state, priority, registered: timer.registered }).toEqual({
      state: 'waiting',
      priority: 1,
      registered: true,
    });
  }
  expect(flags(tickets)).toBe(count - SERVED);
  expect(acknowledgements()).toHaveLength(SERVED);
  expect(await held()).toEqual([]);
  await desk.team.drain();
  expect(desk.sent.filter(({ recipient }) => recipient === 'ada@support.example').length).toBeLessThan(count);
}

describe('a flood to a ticket’s address', () => {
  it.each([
    ['a known customer, an answered ticket', ANNA, false],
    ['a known customer, one long closed', ANNA, true],
    ['one who is known by the ticket alone', 'tina@tiny.example', false],
    ['one who is known by the ticket alone, long closed', 'tina@tiny.example', true],
  ])('of %s', async (_, from, closed) => {
    await answered(from, closed);
    await flood(from, 9);
    await isShaped(await newer(), 9);
  });

  it('is none when it is proved', async () => {
    await answered(ANNA, false);
    await flood(ANNA, 9, { proved: true });
    expect(await newer()).toHaveLength(9);
    expect(flags(await newer())).toBe(0);
  });
});

describe('a flood by forms', () => {
  async function posts(email: string, form: string, id: string): Promise<void> {
    desk.pass(10);
    const raw = `webhooks/${form}/${id}`;
    const request = { email, subject: `[P1] ${id}`, body: 'It burns.' };
    desk.stored.set(raw, { content: Buffer.from(JSON.stringify(request)), contentType: 'application/json' });
    await openFromForm(desk, await readFormRequest(desk, raw), {
      source: formSource(form, id),
      raw,
      receivedAt: desk.now().toISOString(),
    });
  }

  it.each([
    ['a known customer', ANNA],
    ['a stranger, who has a ticket as by any form', 'sam@stranger.example'],
  ])('names %s', async (_, email) => {
    for (let post = 0; post < 9; post += 1) await posts(email, 'shop', `id-${post}`);
    await isShaped(await ticketsOf(desk), 9);
  });

  it('is one by several forms', async () => {
    for (let post = 0; post < 9; post += 1) await posts(ANNA, post % 2 ? 'shop' : 'site', `id-${post}`);
    await isShaped(await ticketsOf(desk), 9);
  });

  it('names many of a domain', async () => {
    for (let post = 0; post < 23; post += 1) await posts(`person-${post}@rossi.example`, 'shop', `id-${post}`);
    expect(flags(await ticketsOf(desk))).toBe(3);
  });

  it('counts a post once, however often it comes', async () => {
    for (let post = 0; post < 9; post += 1) await posts(ANNA, 'shop', 'id-1');
    const [once, ...others] = await ticketsOf(desk);
    expect([once?.flood, others]).toEqual([undefined, []]);
    if (once) expect(await takeInAgain(desk, once)).toBe(true);
    expect(acknowledgements()).toHaveLength(1);
    await posts(ANNA, 'shop', 'id-2');
    expect(flags(await ticketsOf(desk))).toBe(0);
  });

  it('is none of different people', async () => {
    for (let post = 0; post < 9; post += 1) await posts(`anna@shop-${post}.example`, 'shop', `id-${post}`);
    expect(flags(await ticketsOf(desk))).toBe(0);
  });
});
