import { describe, expect, it } from 'vitest';
import { ticketIdFor } from '../../../shared/ticket/identity.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import {
  deliver,
  deskOf,
  mailed,
  messagesOf,
  requestOf,
  sweepLater,
  ticketsOf,
  waitingTicket,
} from '../../support/stories.ts';

describe('a request becomes a ticket', () => {
  it('on the terms of the customer, found by domain', async () => {
    const desk = deskOf({ now: '2026-12-04T11:00:00.000Z' });
    const { ticket, duplicate } = await openTicket(desk, requestOf(desk));
    expect(duplicate).toBe(false);
    expect(ticket).toMatchObject({
      state: 'waiting',
      priority: 3,
      customer: { id: 'rossi' },
      terms: { plan: 'basic' },
      language: 'it',
      opening: { state: 'done' },
    });
    // promise.md section 8: Friday noon to Thursday noon, with a holiday on Tuesday.
    expect(ticket.clock.deadline).toBe('2026-12-10T11:00:00.000Z');
  });

  it('on the default terms when nobody knows the requester', async () => {
    const desk = deskOf();
    const requester = { address: 'who@elsewhere.example', verified: false };
    const { ticket } = await openTicket(desk, requestOf(desk, { requester, priority: 1 }));
    expect(ticket.customer).toBeUndefined();
    expect(ticket.terms.plan).toBe('basic');
    expect(ticket.clock.deadline).toBe('2026-11-30T10:00:00.000Z');
  });

  it('registers one timer, acknowledges once and tells every agent once', async () => {
    const desk = deskOf();
    const { ticket } = await openTicket(desk, requestOf(desk, { priority: 1 }));
    expect([...desk.scheduled]).toEqual([[`${ticket.id}.1`, '2026-11-30T09:30:00.000Z']]);
    expect(mailed(desk)).toEqual(['anna@rossi.example', 'ada@support.example', 'bruno@support.example']);
    expect(ticket.timer).toMatchObject({ next: { level: 'warning' }, registered: true });
  });

  it('acknowledges nobody when the request came from a machine', async () => {
    const desk = deskOf();
    await openTicket(desk, requestOf(desk, { silent: true }));
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
  });

  it('echoes neither subject nor text to a sender who proved nothing', async () => {
    const desk = deskOf();
    const requester = { address: 'anna@rossi.example', verified: false };
    await openTicket(desk, requestOf(desk, { requester }));
    const [acknowledgement] = desk.sent;
    const all = `${acknowledgement?.subject}${acknowledgement?.text}${acknowledgement?.html}`;
    expect(all).not.toContain('The door');
    expect(all).not.toContain('nobody gets in');
  });

  it('lists attachments on the message and stores them', async () => {
    const desk = deskOf();
    const content = Buffer.from('%PDF');
    const file = { filename: '../../etc/a b.pdf', contentType: 'application/pdf', size: 4, content, inline: false };
    const { ticket } = await openTicket(desk, requestOf(desk, { attachments: [file] }));
    const [message] = await messagesOf(desk, ticket.id);
    const [attachment] = message?.attachments ?? [];
    expect(attachment).toMatchObject({ filename: '../../etc/a b.pdf', size: 4 });
    expect(attachment?.key).not.toContain('..');
    expect(desk.stored.get(attachment?.key ?? '')?.content.toString()).toBe('%PDF');
  });

  it('keeps a long text whole in the bucket, and its beginning in the message', async () => {
    const desk = deskOf();
    const text = 'è'.repeat(300_000);
    const { ticket } = await openTicket(desk, requestOf(desk, { text }));
    const [message] = await messagesOf(desk, ticket.id);
    expect(Buffer.byteLength(message?.text ?? '')).toBeLessThanOrEqual(8_000);
    expect(message?.text).toMatch(/^è+$/);
    expect(desk.stored.get(message?.wholeText?.key ?? '')?.content.toString()).toBe(text);
  });
});

describe('the same request again', () => {
  it('finds its ticket and does nothing twice', async () => {
    const desk = deskOf();
    const first = await openTicket(desk, requestOf(desk));
    const second = await openTicket(desk, requestOf(desk));
    expect(second).toMatchObject({ duplicate: true, ticket: { id: first.ticket.id } });
    expect(desk.sent).toHaveLength(3);
    expect(desk.scheduled.size).toBe(1);
    expect(await messagesOf(desk, first.ticket.id)).toHaveLength(1);
  });

  it('is one ticket when two deliveries arrive at the same time', async () => {
    const desk = deskOf();
    const both = await Promise.all([openTicket(desk, requestOf(desk)), openTicket(desk, requestOf(desk))]);
    expect(both.map(({ duplicate }) => duplicate).sort()).toEqual([false, true]);
    expect(both[0]?.ticket.id).toBe(both[1]?.ticket.id);
    expect(desk.sent).toHaveLength(3);
  });

  it('steps over the ticket of another source with the same id', async () => {
    const desk = deskOf();
    const other = await waitingTicket(desk, { source: 'mail:other' });
    await desk.tickets.create({ ...other, id: ticketIdFor('mail:one'), version: 1 });
    const { ticket, duplicate } = await openTicket(desk, requestOf(desk));
    expect(duplicate).toBe(false);
    expect(ticket.id).toBe(ticketIdFor('mail:one', 1));
    const again = await openTicket(desk, requestOf(desk));
    expect(again).toMatchObject({ duplicate: true, ticket: { id: ticket.id } });
  });
});

describe('whatever fails on the way', () => {
  /** Those of the request's own run, and of the notices to two agents. */
  const calls = 32;

  it.each([...Array(calls).keys()])(
    'call %i fails: the next delivery finishes it, or the sweep, and nothing is done twice',
    async (skip) => {
      const desk = deskOf();
      desk.faults.add({ skip, times: 1 });
      const request = requestOf(desk);
      await deliver(desk, () => openTicket(desk, request));
      desk.faults.clear();
      await sweepLater(desk);
      const tickets = await ticketsOf(desk);
      expect(tickets).toHaveLength(1);
      expect(tickets[0]).toMatchObject({ opening: { state: 'done' }, timer: { registered: true } });
      expect(mailed(desk).sort()).toEqual(['ada@support.example', 'anna@rossi.example', 'bruno@support.example']);
      expect(desk.scheduled.size).toBe(1);
      expect(await messagesOf(desk, tickets[0]?.id ?? '')).toHaveLength(1);
    },
  );

  it.each([...Array(calls).keys()])('the answer to call %i is lost: nothing is missing afterwards', async (skip) => {
    const desk = deskOf();
    desk.faults.add({ skip, times: 1, after: true });
    const request = requestOf(desk);
    await deliver(desk, () => openTicket(desk, request));
    desk.faults.clear();
    await sweepLater(desk);
    const tickets = await ticketsOf(desk);
    expect(tickets).toHaveLength(1);
    expect(new Set(mailed(desk)).size).toBe(3);
    expect(desk.scheduled.size).toBe(1);
  });
});

describe('a service that cannot do it now', () => {
  it('the scheduler: the requester is acknowledged and the agents are told all the same, and the sweep sets the timer', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'timers.register' });
    const { ticket } = await openTicket(desk, requestOf(desk));
    expect(desk.sent).toHaveLength(3);
    expect(ticket).toMatchObject({ opening: { state: 'done' }, timer: { registered: false, parked: { attempts: 1 } } });
    desk.faults.clear();
    await sweepLater(desk);
    expect([...desk.scheduled.values()]).toEqual([ticket.timer.next?.at]);
    expect((await desk.tickets.get(ticket.id))?.timer).toMatchObject({ registered: true });
    expect((await desk.tickets.get(ticket.id))?.timer.parked).toBeUndefined();
  });

  it('the mail service, for an hour: the ticket says so, and each mail goes once when it is back', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'later', reason: 'Sending paused for this account.' } });
    const { ticket } = await openTicket(desk, requestOf(desk));
    expect(ticket.opening).toMatchObject({ state: 'parked', attempts: 1, reason: 'Sending paused for this account.' });
    for (let minutes = 0; minutes < 60; minutes += 6) await sweepLater(desk);
    const waiting = await desk.tickets.get(ticket.id);
    expect(waiting?.opening).toMatchObject({ state: 'parked' });
    expect(desk.sent).toEqual([]);
    desk.faults.clear();
    desk.pass(900);
    await sweepLater(desk);
    await sweepLater(desk);
    expect(mailed(desk).sort()).toEqual(['ada@support.example', 'anna@rossi.example', 'bruno@support.example']);
    expect((await desk.tickets.get(ticket.id))?.opening.state).toBe('done');
  });

  it('for one recipient: the others are not kept waiting', async () => {
    const desk = deskOf();
    desk.faults.add({ port: 'mailer.send', times: 1 });
    const { ticket } = await openTicket(desk, requestOf(desk));
    expect(mailed(desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    expect(ticket.opening).toMatchObject({ state: 'parked', steps: ['tell the team'] });
    await sweepLater(desk);
    expect(mailed(desk).at(-1)).toBe('anna@rossi.example');
    expect((await desk.tickets.get(ticket.id))?.acknowledgedAs).toBeDefined();
  });

  it('what it refuses for good is told in the trail, and not tried again', async () => {
    const desk = deskOf();
    const outcome = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;
    desk.faults.add({ port: 'mailer.send', times: 1, outcome });
    const { ticket } = await openTicket(desk, requestOf(desk));
    expect(ticket.opening.state).toBe('done');
    expect(ticket.audit.at(-1)).toMatchObject({
      action: 'mail refused',
      detail: 'anna@rossi.example: Illegal address',
    });
    await sweepLater(desk);
    const team = ['ada@support.example', 'bruno@support.example'];
    expect(mailed(desk)).toEqual([...team, ...team]);
    const told = desk.sent.filter(({ text }) => text.includes('The customer did not get our mail'));
    expect(told.map(({ recipient }) => recipient)).toEqual(team);
    for (const { text } of told) expect(text).toContain('anna@rossi.example: Illegal address');
  });

  it('and while the team cannot be told of that either, it is not over', async () => {
    const desk = deskOf();
    const refused = { outcome: 'refused', what: 'recipient', reason: 'Illegal address' } as const;
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: refused });
    desk.faults.add({ port: 'teamMail.put', times: 1, outcome: { outcome: 'later', reason: 'throttled' } });
    const { ticket } = await openTicket(desk, requestOf(desk));
    expect(ticket.opening.state).toBe('parked');
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: refused });
    await sweepLater(desk);
    const told = desk.sent.filter(({ text }) => text.includes('The customer did not get our mail'));
    expect(told.map(({ recipient }) => recipient)).toEqual(['ada@support.example', 'bruno@support.example']);
  });
});
