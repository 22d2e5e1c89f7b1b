import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { confirmRequester } from '../../../shared/use-cases/confirm-requester.ts';
import { correctRequester } from '../../../shared/use-cases/correct-requester.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deliver, deskOf, mailed, messagesOf, rossi, ticketsOf, waitingTicket } from '../../support/stories.ts';

/** An agent's mail comes unproved, then the same proved, as from a mended mail program: the proved one is done (docs/promise.md section 9). */

const ANNA = 'anna@rossi.example';
const DESK = 'help@support.example';
const [ADA = ''] = ada.addresses;
const BRUNO = 'bruno@support.example';

let desk: MemoryDesk;
let id: string;
let mails = 0;

beforeEach(async () => {
  desk = deskOf();
  id = (await waitingTicket(desk)).id;
});

type Mail = { text: string; proved: boolean; to?: string; subject?: string; head?: string };

async function comes({ text, proved, to, subject = `Re: [${id}] The door`, head }: Mail) {
  desk.pass(60);
  const address = to ?? replyAddress('a signing key for tests only', DESK, { ticketId: id, agentId: 'ada' });
  const raw = `Message-ID: <a@support.example>\nFrom: Ada <${ADA}>\nTo: ${address}\n${head ? `${head}\n` : ''}Date: Mon, 30 Nov 2026 09:00:00 +0100\nSubject: ${subject}\n\n${text}\n`;
  const mail = arrives(desk, raw, {
    id: `a${++mails}`,
    authenticated: proved,
    recipients: [address],
    envelopeFrom: ADA,
  });
  await deliver(desk, () => receiveMail(desk, mail));
  await desk.team.drain();
}

const ticket = () => desk.tickets.get(id);
const answers = () => desk.sent.filter(({ recipient }) => recipient === ANNA);

describe('an agent’s proved mail after the same unproved', () => {
  it.each<[string, Partial<Mail>]>([
    ['to the signed address', {}],
    ['by the number in the subject', { to: DESK }],
    ['where a machine’s copy was the first', { head: 'Auto-Submitted: auto-generated' }],
  ])('is the answer, once, %s', async (_, way) => {
    await comes({ ...way, text: 'Try it again.', proved: false });
    expect(answers()).toEqual([]);
    const { head: _head, ...own } = way;
    for (let round = 0; round < 2; round += 1) await comes({ ...own, text: 'Try it again.', proved: true });
    await comes({ ...way, text: 'Try it again.', proved: false });
    expect(answers()).toHaveLength(1);
    expect(await ticket()).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:ada' } });
    const messages = await messagesOf(desk, id);
    expect(messages.map(({ author }) => author).sort()).toEqual(['agent', 'customer', 'unverified']);
    const first = messages.find(({ author }) => author === 'unverified');
    expect(first?.warnings[0]).toContain('it came again, proved');
    expect(first?.copies?.length).toBeGreaterThan(0);
  });

  it.each([
    ['a note', '#note\nThey never pay.', 'They never pay.'],
    ['commands', '#assign me\n#priority 1', '#assign me\n#priority 1'],
    ['an answer with a command', 'Try it again.\n\n#close', 'Try it again.'],
  ])('is %s, once', async (_, text, kept) => {
    for (const proved of [false, true, true]) await comes({ text, proved });
    const own = (await messagesOf(desk, id)).filter((message) => message.author === 'agent');
    expect(own.filter((message) => message.text.trim() === kept)).toHaveLength(1);
    const now = await ticket();
    if (text.startsWith('#assign')) expect(now).toMatchObject({ assignee: 'ada', priority: 1 });
    if (text.endsWith('#close')) expect(now?.state).toBe('closed');
    // With #close the customer hears of that, too; and of another priority.
    expect(answers()).toHaveLength(text.startsWith('Try') ? 2 : text.startsWith('#note') ? 0 : 1);
  });

  it.each(['tickets.rewriteMessage', 'tickets.addMessage', 'tickets.save'])('is done when %s failed', async (port) => {
    await comes({ text: 'Try it again.', proved: false });
    desk.faults.add({ port, times: 1 });
    await comes({ text: 'Try it again.', proved: true });
    expect(answers()).toHaveLength(1);
    expect((await ticket())?.state).toBe('answered');
  });
});

describe('a customer’s mail that an agent passes on, unproved, then proved', () => {
  const block = (from: string) =>
    `---------- Forwarded message ---------\nFrom: ${from}\nDate: Fri, 27 Nov 2026 10:00\nSubject: Door\n\nStuck.`;
  const forward = (proved: boolean, from = 'Anna Rossi <anna@rossi.example>') =>
    comes({ text: block(from), proved, to: DESK, subject: 'Fwd: Door' });
  const filed = async () => (await ticketsOf(desk)).find((each) => each.id !== id);

  it('is filed for the customer, on their terms, and the team is told', async () => {
    await forward(false);
    const before = await filed();
    expect(before).toMatchObject({ requester: { address: ADA } });
    desk.sent.length = 0;
    await forward(true);
    const now = await filed();
    expect(now).toMatchObject({
      requester: { address: ANNA, name: 'Anna Rossi', verified: false, unconfirmed: 'forwarded' },
      customer: { id: 'rossi' },
      silent: true,
      clock: { start: before?.clock.start },
    });
    expect(mailed(desk).sort()).toEqual([ADA, BRUNO]);
    expect(desk.sent[0]?.text.replace(/\s+/g, ' ')).toContain('Ada passed on this mail of anna@rossi.example');
    await forward(true);
    await forward(false);
    expect(mailed(desk)).toHaveLength(2);
    expect((await messagesOf(desk, now?.id ?? '')).map(({ by }) => by)).toEqual([ANNA]);
    await confirmRequester(desk, { ticketId: now?.id ?? '', agent: ada, at: desk.now().toISOString() });
    expect(answers()).toHaveLength(1);
    await forward(true);
    expect((await filed())?.requester).toMatchObject({ address: ANNA, verified: true });
  });

  it.each(['tickets.save', 'tickets.rewriteMessage', 'teamMail.put'])(
    'is filed and told when %s failed',
    async (port) => {
      await forward(false);
      desk.sent.length = 0;
      desk.faults.add({ port, times: 1 });
      await forward(true);
      expect((await filed())?.requester.address).toBe(ANNA);
      expect(mailed(desk).sort()).toEqual([ADA, BRUNO]);
    },
  );

  it('is filed also where the settings have lost the calendar of the customer', async () => {
    await forward(false);
    await desk.customers.put({ ...rossi, calendar: 'gone' });
    await forward(true);
    expect((await filed())?.requester.address).toBe(ANNA);
    expect((await filed())?.customer).toBeUndefined();
  });

  it('stays whose an agent has said it is', async () => {
    await forward(false);
    const requester = { address: 'bea@rossi.example' };
    const ticketId = (await filed())?.id ?? '';
    await correctRequester(desk, { ticketId, agent: ada, at: desk.now().toISOString(), requester });
    await forward(true);
    expect((await filed())?.requester).toEqual({ ...requester, verified: true });
  });

  it('asks who the customer is where that cannot be read, and is never the agent’s', async () => {
    await forward(false, 'Somebody');
    await forward(true, 'Somebody');
    const now = await filed();
    expect(now?.requester).toMatchObject({ verified: false, unconfirmed: 'forwarded' });
    expect(now?.requester.address).not.toBe(ADA);
  });

  it('proved twice, is the customer’s and not the agent’s', async () => {
    await forward(true);
    await forward(true);
    expect((await filed())?.requester).toMatchObject({ address: ANNA, unconfirmed: 'forwarded' });
  });
});
