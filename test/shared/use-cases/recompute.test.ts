import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../shared/customer/customer.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { foresee, recompute, waitingTickets } from '../../../shared/use-cases/recompute.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, rossi, waitingTicket } from '../../support/stories.ts';

/** Re-times every waiting ticket of Rossi's on a changed record. */
async function sell(desk: MemoryDesk, change: Partial<Customer>) {
  const customer = { ...rossi, ...change };
  for (const ticket of (await waitingTickets(desk, 'rossi')).tickets) {
    await recompute(desk, ticket, () => customer, 'a new quote');
  }
}

/** The deadline of the ticket as it is stored now. */
async function deadlineOf(desk: MemoryDesk, id: string): Promise<string | undefined> {
  return (await desk.tickets.get(id))?.clock.deadline;
}

describe('a change to what was sold re-times a waiting ticket from its original start', () => {
  it.each<[string, Partial<Customer>, string]>([
    ['plan', { plan: 'premium' }, '2026-12-04T15:00:00.000Z'],
    ['calendar', { calendar: 'north-america' }, '2026-12-10T08:00:00.000Z'],
    ['zone', { timeZone: 'America/New_York' }, '2026-12-09T22:00:00.000Z'],
    ['holidays', { holidays: [] }, '2026-12-09T11:00:00.000Z'],
    ['a holiday region', { holidays: [], holidayRegion: 'IT' }, '2026-12-10T11:00:00.000Z'],
    ["a target of the customer's own", { targets: { 3: 3600 } }, '2026-12-04T12:00:00.000Z'],
    ["a clock of the customer's own", { clocks: { 3: '24x7' } }, '2026-12-05T11:00:00.000Z'],
    ['Premium P3 around the clock', { plan: 'premium', clocks: { 3: '24x7' } }, '2026-12-04T15:00:00.000Z'],
  ])('%s', async (_, change, deadline) => {
    const desk = deskOf({ now: '2026-12-04T11:00:00.000Z' });
    const { id } = await waitingTicket(desk);
    desk.pass(60);
    await sell(desk, change);
    expect(await deadlineOf(desk, id)).toBe(deadline);
  });

  it('the old timer goes and the new one is registered', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    expect([...desk.scheduled]).toEqual([[`${id}.1`, '2026-11-30T09:30:00.000Z']]);
    await sell(desk, { targets: { 1: 14_400 } });
    expect([...desk.scheduled]).toEqual([[`${id}.2`, '2026-11-30T11:00:00.000Z']]);
    await escalate(desk, { ticketId: id, version: 1 });
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
  });

  it('a deadline that is past already escalates at once, by the highest level reached', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.pass(1800);
    await sell(desk, { targets: { 1: 60 } });
    expect(mailed(desk)).toEqual(['manager@support.example', 'anna@rossi.example']);
    expect((await desk.tickets.get(id))?.escalations).toMatchObject([{ level: 'critical' }]);
  });

  it('and says so in the audit trail', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    await sell(desk, { plan: 'premium' });
    expect((await desk.tickets.get(id))?.audit.at(-1)).toMatchObject({
      by: 'admin',
      action: 're-timed',
      detail: 'a new quote: deadline 2026-11-30T10:00:00.000Z to 2026-11-30T08:30:00.000Z',
    });
  });

  it('a deadline that is past is told once, and nothing fails, when the sweep is at it already', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.sent.length = 0;
    desk.pass(1_200);
    const { cancel } = desk.timers;
    const sweeping: Promise<void>[] = [];
    desk.timers.cancel = (timer) => {
      sweeping.push(escalate(desk, { ticketId: id, version: 2 }));
      return cancel(timer);
    };
    await sell(desk, { targets: { 3: 600 } });
    await Promise.allSettled(sweeping);
    expect(mailed(desk)).toEqual(['manager@support.example', 'anna@rossi.example']);
  });

  it('and holds for a later change of priority, also when it moves nothing now', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await sell(desk, { targets: { 1: 600 } });
    const ticket = await desk.tickets.get(id);
    expect(ticket).toMatchObject({ terms: { targets: { 1: 600 } }, clock: { version: 1 }, timer: { version: 1 } });
  });
});

describe('a ticket stays as it is', () => {
  it('when it is answered', async () => {
    const desk = deskOf();
    const { id: ticketId } = await waitingTicket(desk);
    const [waiting] = (await waitingTickets(desk)).tickets;
    const receivedAt = desk.now().toISOString();
    await respond(desk, {
      ticketId,
      agent: ada,
      source: 'api:1',
      text: 'Done.',
      attachments: [],
      receivedAt,
      tellBy: 'call',
    });
    const before = await desk.tickets.get(ticketId);
    if (waiting) await recompute(desk, waiting, () => ({ ...rossi, plan: 'premium' }), 'late');
    expect(await desk.tickets.get(ticketId)).toEqual(before);
  });

  it('when nothing of what was sold has changed', async () => {
    const desk = deskOf();
    await waitingTicket(desk);
    const { tickets } = await waitingTickets(desk);
    expect(foresee(desk.settings, tickets, () => rossi)).toEqual({ outdated: [], moves: [], problems: [] });
  });

  it("when its customer's record is gone, or names a calendar that is", async () => {
    const desk = deskOf();
    await waitingTicket(desk);
    const { tickets } = await waitingTickets(desk);
    expect(foresee(desk.settings, tickets, () => undefined).outdated).toEqual([]);
    const { outdated, problems } = foresee(desk.settings, tickets, () => ({ ...rossi, calendar: 'moon' }));
    expect(outdated).toEqual([]);
    expect(problems).toEqual([
      expect.stringContaining('the terms of customer rossi do not hold: There is no calendar'),
    ]);
  });

  it('of another customer', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { requester: { address: 'who@elsewhere.example', verified: true } });
    await sell(desk, { plan: 'premium' });
    expect((await desk.tickets.get(id))?.version).toBe((await waitingTickets(desk)).tickets[0]?.version);
    expect((await desk.tickets.get(id))?.terms.plan).toBe('basic');
  });
});

describe('a ticket that cannot be read', () => {
  it('keeps none of the others from being re-timed, and is named', async () => {
    const desk = deskOf();
    const broken = await waitingTicket(desk, { source: 'mail:broken' });
    const { id } = await waitingTicket(desk);
    desk.corrupt(broken.id);
    expect(await waitingTickets(desk)).toMatchObject({ tickets: [{ id }], unreadable: [broken.id] });
  });
});

describe('re-timing that breaks off', () => {
  it('is finished by doing it again', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'timers.register', times: 1 });
    await sell(desk, { plan: 'premium' });
    expect(desk.scheduled.size).toBe(0);
    const { tickets } = await waitingTickets(desk);
    expect(foresee(desk.settings, tickets, () => ({ ...rossi, plan: 'premium' })).outdated).toHaveLength(1);
    await sell(desk, { plan: 'premium' });
    expect([...desk.scheduled.keys()]).toEqual([`${id}.2`]);
    expect(await desk.tickets.get(id)).toMatchObject({ timer: { registered: true }, clock: { version: 2 } });
  });
});
