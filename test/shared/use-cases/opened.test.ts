import { describe, expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import { openTicket, type TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, requestOf, rossi, waitingTicket } from '../../support/stories.ts';

const stranger = { requester: { address: 'who@elsewhere.example', verified: true } };
const open = async (desk: MemoryDesk, change: Partial<TicketRequest> = {}) =>
  (await openTicket(desk, requestOf(desk, change))).ticket;

describe('a new ticket', () => {
  it('keeps of its request who asked, how, by which door, and what is needed to answer', async () => {
    const desk = deskOf();
    const ticket = await open(desk, {
      priority: 2,
      raw: 'raw/one',
      door: { name: 'help@support.example', defaults: {} },
      participants: [{ address: 'boss@rossi.example', name: 'Boss' }],
      warnings: ['odd'],
    });
    expect(ticket).toMatchObject({
      raw: 'raw/one',
      door: 'help@support.example',
      declared: [{ priority: 2, at: '2026-11-30T08:00:00.000Z' }],
      participants: [{ address: 'boss@rossi.example', name: 'Boss' }],
      customer: { id: 'rossi', name: 'Rossi S.r.l.' },
      messageId: '<anna-1@rossi.example>',
      lastPublic: { at: '2026-11-30T08:00:00.000Z', by: 'customer' },
      createdAt: '2026-11-30T08:00:00.000Z',
    });
    expect(ticket.audit).toMatchObject([
      { at: '2026-11-30T08:00:00.000Z', by: 'customer:anna@rossi.example', action: 'opened', detail: ticket.clock.why },
    ]);
    expect(await messagesOf(desk, ticket.id)).toMatchObject([
      {
        author: 'customer',
        by: 'anna@rossi.example',
        kind: 'public',
        verified: true,
        raw: 'raw/one',
        warnings: ['odd'],
      },
    ]);
    expect(desk.counted.get(METRIC.ticketOpened)).toBe(1);
    expect(desk.counted.get(METRIC.duplicate)).toBeUndefined();
  });

  it('is new to the agents, who hear later that the customer wrote again', async () => {
    const desk = deskOf();
    await open(desk);
    expect(desk.sent.at(-1)?.text).toContain('New ticket');
  });

  it('has no priority that its requester declared when none did', async () => {
    expect((await open(deskOf())).declared).toEqual([]);
  });

  it('cuts a subject and a customer’s name that are very long', async () => {
    const desk = deskOf({ customers: [{ ...rossi, name: 'R'.repeat(500) }] });
    const ticket = await open(desk, { subject: 'x'.repeat(2_000) });
    expect([ticket.subject.length, ticket.customer?.name.length]).toEqual([1_000, 200]);
  });

  it('is acknowledged under an id that the customer’s answer will name', async () => {
    const desk = deskOf();
    const { id } = await open(desk);
    expect((await desk.tickets.get(id))?.acknowledgedAs).toMatch(/^<\d+@eu-south-1\.amazonses\.com>$/);
    const silent = await open(desk, { source: 'mail:two', silent: true });
    expect((await desk.tickets.get(silent.id))?.acknowledgedAs).toBeUndefined();
  });
});

describe('the language of a ticket', () => {
  const door = { name: 'help@support.example', defaults: { language: 'it' as const } };

  it('is the customer’s, else the door’s, else what the mail is written in, else the desk’s', async () => {
    const desk = deskOf();
    const languageOf = async (source: string, change: Partial<TicketRequest>) =>
      (await open(desk, { source, ...change })).language;
    expect(await languageOf('mail:1', { language: 'en' })).toBe('it');
    expect(await languageOf('mail:2', { ...stranger, door, language: 'en' })).toBe('it');
    expect(await languageOf('mail:3', { ...stranger, language: 'it' })).toBe('it');
    expect(await languageOf('mail:4', { ...stranger, language: 'xx' })).toBe('en');
  });
});

describe('the same request while it is being opened', () => {
  it('waits for the first, and is busy when that takes too long', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const until = new Date(desk.machineNow().getTime() + 60_000).toISOString();
    const opening = { state: 'claimed' as const, until, steps: [], attempts: 0 };
    await desk.tickets.save({ ...ticket, ...(await desk.tickets.get(ticket.id)), opening });
    await expect(openTicket(desk, requestOf(desk))).rejects.toThrow(TaskBusy);
    expect(mailed(desk)).toEqual([]);
  });

  it('takes over what a crash left, and does what is missing', async () => {
    const desk = deskOf();
    desk.team.isHeld = true;
    const { ticket } = await openTicket(desk, requestOf(desk));
    desk.team.queue.length = 0;
    desk.team.isHeld = false;
    desk.sent.length = 0;
    const until = new Date(desk.machineNow().getTime() - 1).toISOString();
    const opening = { state: 'claimed' as const, until, steps: ['acknowledge', 'tell ada'], attempts: 0 };
    await desk.tickets.save({ ...ticket, ...(await desk.tickets.get(ticket.id)), opening });
    const again = await openTicket(desk, requestOf(desk));
    expect([again.duplicate, again.ticket.opening.state]).toEqual([true, 'done']);
    expect(mailed(desk)).toEqual(['bruno@support.example']);
    expect(desk.counted.get(METRIC.duplicate)).toBe(1);
  });
});
