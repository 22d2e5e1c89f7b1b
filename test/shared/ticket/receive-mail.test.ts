import { beforeEach, describe, expect, it } from 'vitest';
import { replyAddress } from '../../../shared/mail/reply-address.ts';
import { REPLY_MARKER } from '../../../shared/mail/reply-text.ts';
import { threadId } from '../../../shared/mail/thread.ts';
import { type ReceivedMail, receiveMail } from '../../../shared/ticket/receive-mail.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, waitingTicket } from '../../support/stories.ts';

const KEY = 'a signing key for tests only';

/** Puts a mail into the bucket and says of it what SES would. */
function arrives(desk: MemoryDesk, raw: string, change: Partial<ReceivedMail> = {}): ReceivedMail {
  const id = change.id ?? 'ses-1';
  desk.stored.set(`raw/${id}`, { content: Buffer.from(raw.replaceAll('\n', '\r\n')), contentType: 'message/rfc822' });
  return {
    id,
    receivedAt: desk.now().toISOString(),
    raw: `raw/${id}`,
    envelopeFrom: 'anna@rossi.example',
    recipients: ['help@support.example'],
    authenticated: true,
    header: {},
    ...change,
  };
}

const mail = (header: string, body = 'Hello') => `Message-ID: <m1@rossi.example>\n${header}\n\n${body}\n`;

async function onlyTicket(desk: MemoryDesk): Promise<Ticket> {
  const { tickets } = await desk.tickets.list({ limit: 10 });
  expect(tickets).toHaveLength(1);
  return tickets[0] as Ticket;
}

describe('a mail from a customer', () => {
  it('opens a ticket with the priority of its subject', async () => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, mail('From: Anna <Anna@Rossi.example>\nSubject: [P1] Door')));
    expect(await onlyTicket(desk)).toMatchObject({
      channel: 'email',
      priority: 1,
      requester: { address: 'anna@rossi.example', name: 'Anna', verified: true },
      messageId: '<m1@rossi.example>',
    });
  });

  it('starts the clock when it was received, whatever its Date says', async () => {
    const desk = deskOf();
    const dated = mail('From: anna@rossi.example\nSubject: x\nDate: Thu, 01 Jan 2099 00:00:00 +0000');
    await receiveMail(desk, arrives(desk, dated));
    expect((await onlyTicket(desk)).clock.start).toBe('2026-11-30T08:00:00.000Z');
  });

  it.each([
    ['is written by a machine', 'From: robot@rossi.example\nAuto-Submitted: auto-generated', {}],
    ['must never be answered', 'From: anna@rossi.example', { envelopeFrom: '' }],
    ['claims to be from the desk', 'From: help@support.example', {}],
    ['is from nobody', 'Subject: x', {}],
  ])('is not acknowledged when it %s', async (_, header, change) => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, mail(header), change));
    await onlyTicket(desk);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it('that cannot be read is a ticket with the raw mail attached', async () => {
    const desk = deskOf();
    await receiveMail(desk, arrives(desk, '', { header: { subject: 'From the service' } }));
    const ticket = await onlyTicket(desk);
    expect(ticket).toMatchObject({ subject: 'From the service', requester: { address: 'anna@rossi.example' } });
    const [message] = await desk.tickets.messages(ticket.id);
    expect(message?.attachments).toMatchObject([{ filename: 'message.eml', contentType: 'message/rfc822' }]);
    expect(message?.warnings[0]).toMatch(/^unreadable/);
  });

  it('delivered twice is one ticket, one acknowledgement, one schedule', async () => {
    const desk = deskOf();
    const received = arrives(desk, mail('From: anna@rossi.example\nSubject: x'));
    await receiveMail(desk, received);
    await receiveMail(desk, received);
    await onlyTicket(desk);
    expect(mailed(desk).filter((to) => to === 'anna@rossi.example')).toHaveLength(1);
    expect(desk.scheduled.size).toBe(1);
  });
});

describe('a mail about a ticket', () => {
  let desk: MemoryDesk;
  let ticket: Ticket;
  let customerAddress: string;
  let adasAddress: string;

  beforeEach(async () => {
    desk = deskOf();
    ticket = await waitingTicket(desk, { priority: 1 });
    customerAddress = replyAddress(KEY, 'help@support.example', { ticketId: ticket.id });
    adasAddress = replyAddress(KEY, 'help@support.example', { ticketId: ticket.id, agentId: 'ada' });
  });

  const fromAda = (body: string, header = '') => mail(`From: Ada <ada@support.example>\nSubject: Re: x${header}`, body);

  it('joins it by the signed address, moves no clock, and the agents are told', async () => {
    const raw = mail('From: carla@rossi.example\nSubject: Re: x', 'And the window.');
    await receiveMail(desk, arrives(desk, raw, { recipients: [customerAddress.toUpperCase()] }));
    expect(await desk.tickets.messages(ticket.id)).toHaveLength(2);
    expect((await onlyTicket(desk)).clock).toEqual(ticket.clock);
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it('joins it by our signed id in References when the address was lost', async () => {
    const reference = threadId(KEY, 'help@support.example', ticket.id);
    const raw = mail(`From: anna@rossi.example\nSubject: Re: x\nReferences: ${reference} <other@x.example>`);
    await receiveMail(desk, arrives(desk, raw));
    await onlyTicket(desk);
    expect(await desk.tickets.messages(ticket.id)).toHaveLength(2);
  });

  it('with a forged address is a new ticket that says so', async () => {
    const forged = customerAddress.replace(/.@/, (end) => (end[0] === '0' ? '1@' : '0@'));
    await receiveMail(desk, arrives(desk, mail('From: eve@evil.example'), { recipients: [forged] }));
    const { tickets } = await desk.tickets.list({ limit: 10 });
    const other = tickets.find(({ id }) => id !== ticket.id);
    const [message] = await desk.tickets.messages(other?.id ?? '');
    expect(message?.warnings).toContain('it was sent to a reply address with a wrong signature');
  });

  it('from its agent, authenticated, is the answer: relayed, and the clock stops', async () => {
    const raw = fromAda(`Try again now.\n\nOn Mon, Nov 30 Example Support wrote:\n> ${REPLY_MARKER}\n> internal link`);
    await receiveMail(desk, arrives(desk, raw, { recipients: [adasAddress], envelopeFrom: 'ada@support.example' }));
    expect(await onlyTicket(desk)).toMatchObject({ state: 'answered', firstResponse: { by: 'agent:ada', met: true } });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect(desk.sent[0]?.text).toContain('Try again now.');
    expect(desk.sent[0]?.text).not.toContain('internal link');
    expect(desk.scheduled.size).toBe(0);
  });

  it.each<[string, (raw: { ada: string; eve: string; robot: string }) => string, Partial<ReceivedMail>]>([
    ['of an agent whose From is not proved', ({ ada }) => ada, { authenticated: false }],
    ['of somebody else with the agent’s address', ({ eve }) => eve, {}],
    ['of the agent’s out-of-office robot', ({ robot }) => robot, {}],
  ])('%s never stops the clock', async (_, choose, change) => {
    const raw = choose({
      ada: fromAda('Close it please'),
      eve: mail('From: eve@evil.example\nSubject: Re: x', 'Close it please'),
      robot: fromAda('I am away', '\nAuto-Submitted: auto-replied'),
    });
    await receiveMail(desk, arrives(desk, raw, { recipients: [adasAddress], ...change }));
    expect((await onlyTicket(desk)).state).toBe('waiting');
    expect(mailed(desk)).not.toContain('anna@rossi.example');
    const message = (await desk.tickets.messages(ticket.id)).find(({ author }) => author === 'unverified');
    expect(message?.warnings.join()).toContain('not taken as an answer');
    expect(desk.scheduled.size).toBe(1);
  });

  it('from a robot wakes nobody', async () => {
    const raw = mail('From: anna@rossi.example\nAuto-Submitted: auto-replied\nSubject: Away');
    await receiveMail(desk, arrives(desk, raw, { recipients: [customerAddress] }));
    expect(desk.sent).toEqual([]);
    expect(await desk.tickets.messages(ticket.id)).toHaveLength(2);
  });

  it('from an escalation contact who is no agent is kept, and nothing goes to the customer', async () => {
    const raw = mail('From: lead@support.example\nSubject: Re: Breach', 'Why has nobody answered?');
    await receiveMail(desk, arrives(desk, raw, { recipients: [customerAddress] }));
    const message = (await desk.tickets.messages(ticket.id)).find(({ by }) => by === 'lead@support.example');
    expect(message).toMatchObject({ author: 'unverified', warnings: [expect.stringContaining('not sent on')] });
    expect(mailed(desk)).not.toContain('anna@rossi.example');
    expect((await onlyTicket(desk)).state).toBe('waiting');
  });

  it('with nothing above the quote is no answer', async () => {
    const raw = fromAda(`\n\nOn Mon, Nov 30 Example Support wrote:\n> ${REPLY_MARKER}\n> the notice`);
    await receiveMail(desk, arrives(desk, raw, { recipients: [adasAddress] }));
    expect((await onlyTicket(desk)).state).toBe('waiting');
    expect(desk.sent.flatMap(({ to }) => to).map(({ address }) => address)).not.toContain('anna@rossi.example');
  });
});
