import { describe, expect, it } from 'vitest';
import type { Priority } from '../../../shared/sla/terms.ts';
import { viewKeyOf } from '../../../shared/ticket/view.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, waitingTicket } from '../../support/stories.ts';

/** A ticket that waits again has its original deadline, and what was changed while no clock ran (docs/promise.md section 5). */

const at = '2026-11-30T08:20:00.000Z';

/** Answered, changed by `between`, and then the answer comes back. */
async function bounced(between: (desk: MemoryDesk, id: string) => Promise<unknown>) {
  const desk = deskOf();
  const { id, clock } = await waitingTicket(desk, { priority: 1 });
  const answer = { ticketId: id, agent: ada, source: 'api:1', text: 'On it.', tellBy: 'call' } as const;
  const { message } = await respond(desk, { ...answer, attachments: [], receivedAt: at });
  await between(desk, id);
  await deliveryFailed(desk, { ticketId: id, messageKey: message.key }, { reason: '5.1.1', at });
  return { before: clock, ticket: await getTicket(desk, id) };
}

const priorityTo = (priority: Priority) => (desk: MemoryDesk, ticketId: string) =>
  changePriority(desk, { ticketId, agent: ada, at, priority, reason: 'as agreed' });

describe('a ticket whose answer came back', () => {
  it('has its original deadline', async () => {
    const { before, ticket } = await bounced(async () => {});
    expect(ticket.clock).toEqual(before);
    expect(ticket.timer.next).toMatchObject({ level: 'warning' });
  });

  it('runs on the priority that it was given in between, from the original start', async () => {
    const { before, ticket } = await bounced(priorityTo(3));
    expect(ticket).toMatchObject({ state: 'waiting', priority: 3 });
    expect(ticket.clock).toMatchObject({ start: before.start, targetSeconds: 24 * 3600, version: 2 });
    expect(ticket.timer.next?.at).toBe(ticket.clock.levels[0]?.at);
  });
});

describe('what an admin changed while no clock ran counts for a ticket that waits again', () => {
  const changed: [string, (desk: MemoryDesk) => Promise<unknown> | unknown, string][] = [
    ['a plan', (desk) => desk.customers.put({ ...rossi, plan: 'premium' }), '2026-11-30T08:30:00.000Z'],
    ['a zone', (desk) => desk.customers.put({ ...rossi, timeZone: 'Europe/Helsinki' }), '2026-11-30T10:00:00.000Z'],
    [
      'a zone that is closed',
      (desk) => desk.customers.put({ ...rossi, timeZone: 'America/New_York' }),
      '2026-11-30T16:00:00.000Z',
    ],
    ['a holiday', (desk) => desk.customers.put({ ...rossi, holidays: ['2026-11-30'] }), '2026-12-01T10:00:00.000Z'],
    ['a quote', (desk) => desk.customers.put({ ...rossi, targets: { 1: 1800 } }), '2026-11-30T08:30:00.000Z'],
    [
      'a contact',
      (desk) => desk.customers.put({ ...rossi, contacts: ['new.example'], plan: 'premium' }),
      '2026-11-30T08:30:00.000Z',
    ],
    [
      'a calendar that is no more',
      (desk) => desk.customers.put({ ...rossi, calendar: 'gone' }),
      '2026-11-30T10:00:00.000Z',
    ],
  ];

  it.each(changed)('since its answer came back: %s', async (_, change, deadline) => {
    const { before, ticket } = await bounced(async (desk) => change(desk));
    expect(ticket).toMatchObject({ state: 'waiting', clock: { start: before.start, deadline } });
    expect(ticket.timer).toMatchObject({ next: { kind: 'ladder' }, registered: true });
    const retimed = ticket.audit.some(({ action }) => action === 're-timed');
    expect(retimed).toBe(deadline !== before.deadline);
  });

  it.each(changed)('since it was closed by mistake: %s', async (_, change, deadline) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed', reason: 'spam' });
    await change(desk);
    await changeState(desk, { ticketId: id, agent: ada, at, state: 'waiting' });
    expect((await getTicket(desk, id)).clock.deadline).toBe(deadline);
  });

  it('and the priority with it', async () => {
    const { ticket } = await bounced(async (desk, id) => {
      await desk.customers.put({ ...rossi, plan: 'premium' });
      await priorityTo(2)(desk, id);
    });
    expect(ticket.clock.deadline).toBe('2026-11-30T09:00:00.000Z');
  });
});

it('a ticket that was closed after an answer, which then came back, waits and is closed no more', async () => {
  const close = (desk: MemoryDesk, ticketId: string) =>
    changeState(desk, { ticketId, agent: ada, at, state: 'closed' });
  const { ticket } = await bounced(close);
  expect({ state: ticket.state, closedAt: ticket.closedAt }).toEqual({ state: 'waiting', closedAt: undefined });
  expect(viewKeyOf(ticket)).toContain(ticket.clock.deadline);
});

it('a ticket that is opened again runs on the priority that it was given while it was closed', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 3 });
  await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed', reason: 'spam' });
  await priorityTo(1)(desk, id);
  await changeState(desk, { ticketId: id, agent: ada, at, state: 'waiting' });
  expect((await getTicket(desk, id)).clock).toMatchObject({ targetSeconds: 2 * 3600 });
});

it('a ticket that was closed without a response and is answered after all is answered, and closed no more', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk);
  await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed', reason: 'withdrawn' });
  const answer = { ticketId: id, agent: ada, source: 'api:1', text: 'On it.', tellBy: 'call' } as const;
  await respond(desk, { ...answer, attachments: [], receivedAt: at });
  const { state, closedAt, cancelled } = await getTicket(desk, id);
  expect({ state, closedAt, cancelled }).toEqual({ state: 'answered', closedAt: undefined, cancelled: undefined });
});
