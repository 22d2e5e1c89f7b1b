import { describe, expect, it } from 'vitest';
import type { InboundMail } from '../../../shared/mail/inbound.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import type { Addition } from '../../../shared/use-cases/addition.ts';
import { appendMessage } from '../../../shared/use-cases/append-message.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, sweepLater, toldOf, waitingTicket } from '../../support/stories.ts';

const TEAM = ['ada@support.example', 'bruno@support.example'];

const mailOf = (change: Partial<InboundMail> = {}): InboundMail =>
  ({
    messageId: '<anna-2@rossi.example>',
    references: [],
    from: { address: 'anna@rossi.example', name: 'Anna' },
    isFromDoubtful: false,
    to: [{ address: 'help@support.example' }],
    cc: [],
    subject: 'Re: door',
    text: 'Still locked.\n> On it.',
    replyText: 'Still locked.',
    attachments: [],
    automatic: false,
    warnings: [],
    ...change,
  }) as InboundMail;

function append(desk: MemoryDesk, ticket: Ticket, change: Partial<Addition> = {}) {
  return appendMessage(desk, {
    ticket,
    author: 'customer',
    mail: mailOf(),
    source: 'mail:two',
    receivedAt: '2026-11-30T08:20:00.000Z',
    raw: 'raw/two',
    verified: true,
    writer: 'proved',
    wakes: true,
    warnings: [],
    ...change,
  });
}

async function answeredTicket(desk: MemoryDesk): Promise<Ticket> {
  const { id } = await waitingTicket(desk);
  const answer = { ticketId: id, agent: ada, source: 'api:1', text: 'On it.', attachments: [] };
  const { ticket } = await respond(desk, { ...answer, receivedAt: '2026-11-30T08:10:00.000Z', tellBy: 'call' });
  desk.sent.length = 0;
  return ticket;
}

describe('a mail that joins its ticket', () => {
  it('is kept whole, with what its writer added, and moves no clock', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    await append(desk, ticket, { mail: mailOf({ html: '<p>Still locked.</p>' }), warnings: ['odd'] });
    const message = (await messagesOf(desk, ticket.id)).at(-1);
    expect(message).toMatchObject({
      author: 'customer',
      by: 'anna@rossi.example',
      name: 'Anna',
      verified: true,
      kind: 'public',
      at: '2026-11-30T08:20:00.000Z',
      subject: 'Re: door',
      text: 'Still locked.\n> On it.',
      replyText: 'Still locked.',
      messageId: '<anna-2@rossi.example>',
      raw: 'raw/two',
      warnings: ['odd'],
      relay: { state: 'done' },
    });
    expect(desk.stored.get(message?.html?.key ?? '')?.content.toString()).toBe('<p>Still locked.</p>');
    expect((await desk.tickets.get(ticket.id))?.clock).toEqual(ticket.clock);
  });

  it('of nobody in particular is of “unknown”', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const { from: _, ...nobody } = mailOf();
    await append(desk, ticket, { mail: nobody as InboundMail });
    expect((await messagesOf(desk, ticket.id)).at(-1)).toMatchObject({ by: 'unknown' });
  });

  it('tells each agent once, however often it comes, of what was added', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    await append(desk, ticket);
    await append(desk, ticket);
    expect(mailed(desk)).toEqual(TEAM);
    expect(desk.sent[0]?.text).toMatch(/The customer wrote again.*Still locked\./s);
    expect(desk.sent[0]?.text).not.toContain('> On it.');
    expect(await toldOf(desk, 'ada', ticket.id)).toBe(2);
  });

  it('written by a machine tells nobody, now or later, and changes nobody’s turn', async () => {
    const desk = deskOf();
    const ticket = await answeredTicket(desk);
    await append(desk, ticket, { wakes: false, writer: 'robot' });
    await sweepLater(desk);
    expect(mailed(desk)).toEqual([]);
    expect((await messagesOf(desk, ticket.id)).at(-1)).not.toHaveProperty('relay');
    expect((await desk.tickets.get(ticket.id))?.lastPublic.by).toBe('agent');
  });
});

describe('whose turn it is after a mail', () => {
  it('is written before anybody is told, when the ticket was answered', async () => {
    const desk = deskOf();
    const ticket = await answeredTicket(desk);
    const { send } = desk.mailer;
    const turns: unknown[] = [];
    desk.mailer.send = async (mail) => {
      turns.push((await desk.tickets.get(ticket.id))?.lastPublic.by);
      return send(mail);
    };
    expect(await append(desk, ticket)).toMatchObject({ text: 'Still locked.\n> On it.', relay: { state: 'done' } });
    expect(turns).toEqual(['customer', 'customer']);
  });

  it.each([
    ['customer', 'customer'],
    ['unverified', 'agent'],
  ] as const)('of one who is %s: the last word is the %s’s', async (author, by) => {
    const desk = deskOf();
    const ticket = await answeredTicket(desk);
    await append(desk, ticket, { author });
    expect((await desk.tickets.get(ticket.id))?.lastPublic.by).toBe(by);
    expect((await desk.tickets.get(ticket.id))?.state).toBe('answered');
  });
});

describe('who is in the conversation after a mail', () => {
  const mail = mailOf({
    to: [{ address: 'help@support.example' }, { address: 'ada@support.example' }],
    cc: [{ address: 'boss@rossi.example' }, { address: 'lead@support.example' }],
  });

  it('is whoever it copies, the team and the desk aside', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    await append(desk, ticket, { mail });
    const people = (await desk.tickets.get(ticket.id))?.participants.map(({ address }) => address);
    expect(people).toEqual(['boss@rossi.example']);
  });

  it('is nobody new when the mail does not prove that it belongs there', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    await append(desk, ticket, { mail, writer: 'known' });
    const { participants, proposed } = (await desk.tickets.get(ticket.id)) ?? {};
    expect(participants).toEqual([]);
    expect(proposed).toMatchObject([{ address: 'boss@rossi.example' }]);
  });

  it('is nobody who is copied when the desk was in Bcc', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    await append(desk, ticket, { mail: { ...mail, to: [{ address: 'vendor@vendor.example' }] } });
    expect((await desk.tickets.get(ticket.id))?.participants).toEqual([]);
  });
});
