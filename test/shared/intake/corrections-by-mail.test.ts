import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, bruno, deskOf, mailed, messagesOf, rossi, waitingTicket } from '../../support/stories.ts';

/** What an agent corrects by a command, and an answer given by phone (docs/promise.md sections 5 and 9). */

const KEY = 'a signing key for tests only';
const SUPPORT = 'help@support.example';
const BEA = 'bea@bianchi.example';
const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'], plan: 'premium' as const };

let mails = 0;
let desk: MemoryDesk;
let ticket: Ticket;

beforeEach(async () => {
  desk = deskOf({ agents: [ada, bruno], customers: [rossi, bianchi] });
  ticket = await waitingTicket(desk);
  desk.pass(60);
});

async function mail(body: string, { from = 'ada@support.example', proved = true, agentId = 'ada' } = {}) {
  const address = replyAddress(KEY, SUPPORT, { ticketId: ticket.id, agentId });
  const raw = `Message-ID: <c${++mails}@x.example>\nFrom: ${from}\nTo: ${address}\nSubject: Re: x\n\n${body}\n`;
  const received = { ...arrives(desk, raw, { id: `ses-c${mails}`, recipients: [address] }), authenticated: proved };
  await receiveMail(desk, received);
  return received;
}

const now = async () => (await desk.tickets.get(ticket.id)) as Ticket;
const toldAda = () => desk.sent.filter(({ recipient }) => recipient === 'ada@support.example').map(({ text }) => text);
const actions = async () => (await now()).audit.map(({ by, action }) => `${by} ${action}`);

describe('a correction by mail', () => {
  it('of the requester takes effect before the answer beside it: it goes to the right one alone', async () => {
    await mail(`#requester ${BEA}\n\nTry the other key.`);
    expect(await now()).toMatchObject({ requester: { address: BEA }, customer: { id: 'bianchi' }, state: 'answered' });
    expect(desk.sent.filter(({ text }) => text.includes('other key')).map(({ recipient }) => recipient)).toEqual([BEA]);
    expect(await actions()).toContain('agent:ada requester changed');
    expect(mailed(desk)).not.toContain('anna@rossi.example');
  });

  it('is made once, though the mail comes again after somebody corrected it back', async () => {
    const received = await mail(`#requester ${BEA}\n\nTry the other key.`);
    await mail('#requester anna@rossi.example');
    await receiveMail(desk, received);
    expect((await now()).requester.address).toBe('anna@rossi.example');
    expect((await actions()).filter((line) => line === 'agent:ada requester changed')).toHaveLength(2);
  });

  it.each([
    ['#customer bianchi', { customer: { id: 'bianchi' }, terms: { plan: 'premium' } }, 'customer changed'],
    ['#plan premium', { agreedPlan: 'premium', terms: { plan: 'premium' } }, 'plan changed'],
  ])('%s times the ticket anew from its start, and tells the customer once', async (command, shape, action) => {
    const { version } = ticket.timer;
    await mail(command);
    expect(await now()).toMatchObject(shape);
    expect((await now()).clock.deadline).toBe('2026-11-30T12:00:00.000Z');
    expect([...desk.scheduled.keys()]).toEqual([`${ticket.id}.${version + 1}`]);
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(await actions()).toContain(`agent:ada ${action}`);
  });

  it.each([
    ['#customer nobody', /#customer: there is no customer "nobody"/],
    ['#requester noreply@rossi.example', /#requester: .*give the address of the person who asks/],
    ['#requester bruno@support.example', /#requester: bruno@support.example is an address of the team/],
    ['#plan gold', /#plan gold: it is written otherwise, see the list below/],
  ])('that cannot be made changes nothing, and its writer hears why: %s', async (command, why) => {
    const before = await now();
    await mail(command);
    const { requester, customer, terms } = await now();
    expect({ requester, customer, terms }).toEqual({
      requester: before.requester,
      customer: before.customer,
      terms: before.terms,
    });
    expect(toldAda()).toEqual([expect.stringMatching(why)]);
    expect(mailed(desk)).toEqual(['ada@support.example']);
  });

  it('that cannot be made holds back the answer beside it, which would go to somebody else', async () => {
    await mail('#requester bruno@support.example\n\nTry the other key.');
    expect(await now()).toMatchObject({ state: 'waiting', requester: { address: 'anna@rossi.example' } });
    expect(mailed(desk)).toEqual(['ada@support.example']);
    const notes = (await messagesOf(desk, ticket.id)).filter(({ kind }) => kind === 'note');
    expect(notes.map(({ text }) => text)).toContain('Try the other key.');
  });

  it.each([
    ['a customer’s own mail', { from: 'anna@rossi.example' }],
    ['a mail that claims to be the agent’s', { proved: false }],
    ['another agent’s, by an address that is not theirs', { from: 'bruno@support.example' }],
    ['somebody removed', { agentId: 'zoe' }],
  ])('is nobody’s but an agent’s: not %s', async (_, who) => {
    await mail(`#requester eve@evil.example\n#plan premium\n#customer bianchi\n#phoned\n\nHa.`, who);
    expect(await now()).toMatchObject({ state: 'waiting', requester: ticket.requester, terms: ticket.terms });
    expect(mailed(desk)).not.toContain('eve@evil.example');
  });
});

describe('an answer by phone, recorded by mail', () => {
  it('counts from when the mail reached the desk, and confirms what was said', async () => {
    await mail('#plan premium\n#phoned\n\nUse till 2 for now.');
    const { firstResponse, state } = await now();
    expect([state, firstResponse?.at]).toEqual(['answered', '2026-11-30T08:01:00.000Z']);
    const confirmation = desk.sent.find(({ text }) => text.includes('till 2'));
    expect(confirmation?.text).toMatch(/^Confermiamo per iscritto quanto ti ha detto Ada al telefono/);
    expect(confirmation?.text).not.toContain('#');
  });

  it('of a Basic customer is refused: nothing is sent, the ticket waits, the agent hears why', async () => {
    await mail('#phoned\n\nUse till 2 for now.');
    expect(await now()).toMatchObject({ state: 'waiting' });
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect(toldAda()[0]).toContain('phone is not part of the basic plan of Rossi S.r.l.: answer in writing');
  });

  it.each(['#phoned', '#plan premium\n#phoned\n#note\n\nCalled.'])(
    'without an answer records none: %j',
    async (body) => {
      await mail(body);
      expect(await now()).toMatchObject({ state: 'waiting' });
      expect(toldAda().at(-1)).toContain('#phoned: there is no answer: write what was said in the call');
    },
  );
});
