import { beforeEach, describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, requestOf, sweepLater, ticketsOf } from '../../support/stories.ts';

/** Whom a ticket concerns by name hears of it by name, also in a flood (docs/promise.md section 9). */

const [ADA = '', BRUNO = '', LEAD = ''] = ['ada', 'bruno', 'lead'].map((name) => `${name}@support.example`);
const FLOOD = { silent: true, flood: true };
const WORD = 'What you wrote was not done';

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

const to = (address: string) => desk.sent.filter(({ recipient }) => recipient === address);
const naming = (address: string, { id }: Ticket) =>
  to(address).filter(({ subject, text }) => `${subject} ${text}`.includes(id));

async function swept(): Promise<void> {
  await sweepLater(desk);
  desk.pass(70);
  await desk.team.drain();
}

describe('who wrote a request of a flood in vain', () => {
  const gathered = (count: number) => `Flood: ${count} new ticket${count === 1 ? '' : 's'}, 0 of them P1`;

  it.each([
    ['an agent', ADA, 'ada'],
    ['an escalation contact', LEAD, LEAD],
  ])('%s hears why by name, and the others with the flood', async (_, writer, reader) => {
    const { ticket } = await openTicket(desk, requestOf(desk, { ...FLOOD, undone: { why: 'unproved', reader } }));
    await swept();
    expect(naming(writer, ticket).map(({ subject }) => subject.includes(WORD))).toEqual([true]);
    expect(naming(BRUNO, ticket).map(({ subject }) => subject)).toEqual([gathered(1)]);
  });

  it('hears nothing by name where a robot may be answering, as ever', async () => {
    const undone = { why: 'unproved', reader: 'ada', isMute: true } as const;
    const { ticket } = await openTicket(desk, requestOf(desk, { ...FLOOD, undone }));
    await swept();
    expect(naming(ADA, ticket)).toEqual([]);
    expect(naming(BRUNO, ticket)).toHaveLength(1);
  });

  it('hears of many by one mail, so that nobody can have them mailed over and over', async () => {
    for (let mail = 0; mail < 17; mail += 1) {
      desk.pass(61);
      const block =
        '---------- Forwarded message ---------\nFrom: tina@tiny.example\nSubject: Door\nTo: ada@support.example\n\n';
      const raw = `Message-ID: <u${mail}@x.example>\nFrom: ${ADA}\nSubject: Fwd: Door ${mail}\n\n${block}It is shut, ${mail}.\n`;
      await receiveMail(desk, arrives(desk, raw, { id: `u${mail}`, envelopeFrom: ADA, authenticated: false }));
    }
    desk.pass(70);
    await desk.team.drain();
    desk.sent.length = 0;
    await swept();
    const tickets = (await ticketsOf(desk)).filter(({ flood }) => flood);
    expect(tickets).toHaveLength(12);
    expect(to(ADA)).toHaveLength(1);
    for (const ticket of tickets) expect(naming(ADA, ticket)).toHaveLength(1);
    expect(to(ADA)[0]?.text).toContain('nothing proves that you sent it');
    expect(to(BRUNO).map(({ subject }) => subject)).toEqual([gathered(12)]);
    await swept();
    expect(to(ADA)).toHaveLength(1);
  });
});

describe('who took a ticket of a flood on', () => {
  let mine: Ticket;
  let others: Ticket[];
  beforeEach(async () => {
    const tickets: Ticket[] = [];
    for (let number = 0; number < 4; number += 1) {
      const request = requestOf(desk, { source: `mail:${number}`, messageId: `<${number}@x.example>` });
      tickets.push((await openTicket(desk, { ...request, ...FLOOD, priority: 1 })).ticket);
    }
    [mine, ...others] = tickets as [Ticket, ...Ticket[]];
    await assign(desk, { ticketId: mine.id, agent: ada, to: 'me', at: desk.now().toISOString() });
    desk.sent.length = 0;
  });

  it('hears of it by a mail of its own, and of the others with the flood', async () => {
    await swept();
    const [own, ...again] = naming(ADA, mine);
    expect(again).toEqual([]);
    for (const { id } of others) expect(own?.text).not.toContain(id);
    for (const ticket of others) expect(naming(ADA, ticket)).toHaveLength(1);
    expect(to(ADA)).toHaveLength(2);
    expect(to(BRUNO)).toHaveLength(1);
    expect(naming(BRUNO, mine)).toHaveLength(1);
  });

  it('hears of its levels in the same way', async () => {
    await swept();
    desk.setNow(mine.clock.levels.find(({ name }) => name === 'breach')?.at ?? '');
    desk.sent.length = 0;
    for (const { id } of [mine, ...others]) {
      const { timer } = (await desk.tickets.get(id)) as Ticket;
      await escalate(desk, { ticketId: id, version: timer.version });
    }
    await swept();
    expect(to(ADA).map(({ tags }) => tags?.purpose)).toEqual(['escalation', 'escalation']);
    expect(to(ADA).filter(({ tags }) => tags?.ticket === mine.id)).toHaveLength(1);
    for (const address of [ADA, BRUNO, LEAD]) {
      for (const ticket of [mine, ...others]) expect(naming(address, ticket)).toHaveLength(1);
    }
    expect([to(ADA), to(BRUNO), to(LEAD)].map(({ length }) => length)).toEqual([2, 1, 1]);
  });
});
