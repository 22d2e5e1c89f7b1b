import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentClock } from '../../../shared/present/present-ticket.ts';
import { PLANS, PRIORITIES } from '../../../shared/sla/terms.ts';
import { recomputed } from '../../../shared/ticket/current-terms.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { correctCustomer, correctPlan } from '../../../shared/use-cases/correct-terms.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, sweepLater, waitingTicket } from '../../support/stories.ts';

/** The clock of a ticket that goes on for a duplicate (docs/promise.md section 5). */

const HOUR = 3_600;
let count = 0;

const open = async (desk: MemoryDesk, priority: TicketRequest['priority']) =>
  (await waitingTicket(desk, { source: `mail:${++count}`, messageId: `<${count}@rossi.example>`, priority })).id;

const byAda = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

const close = (desk: MemoryDesk, id: string, twin: string) =>
  changeState(desk, { ...byAda(desk, id), state: 'closed', reason: 'duplicate', twin });

const answer = (desk: MemoryDesk, id: string, givenByPhone?: string) => {
  const said = { source: `api:${++count}`, text: 'Turn it.', attachments: [], tellBy: 'call' } as const;
  const receivedAt = desk.now().toISOString();
  return respond(desk, {
    ...byAda(desk, id),
    ...said,
    attachments: [],
    receivedAt,
    ...(givenByPhone && { givenByPhone }),
  });
};

const deadlineOf = async (desk: MemoryDesk, id: string) => (await getTicket(desk, id)).clock.deadline;

/** What the next change of the customer's record or of the settings would make of it. */
const recomputedOf = async (desk: MemoryDesk, id: string) => {
  const ticket = await getTicket(desk, id);
  const customer = (await desk.customers.list()).find((each) => each.id === ticket.customer?.id);
  const at = desk.now().toISOString();
  return recomputed({ customer, settings: desk.settings }, ticket, at).changed.clock.deadline;
};

describe('what a duplicate brought is never lengthened', () => {
  const bianchi = { ...rossi, id: 'bianchi', name: 'Bianchi', contacts: ['bianchi.example'], plan: 'premium' as const };
  async function brought() {
    const desk = deskOf();
    await desk.customers.put(bianchi);
    const [id, twin] = [await open(desk, 1), await open(desk, 3)];
    await correctCustomer(desk, { ...byAda(desk, id), customer: 'bianchi' });
    const deadline = await deadlineOf(desk, id);
    await close(desk, id, twin);
    return { desk, twin, deadline };
  }

  it('by a correction of whose ticket it is', async () => {
    const { desk, twin, deadline } = await brought();
    await correctCustomer(desk, { ...byAda(desk, twin), customer: null });
    expect(await deadlineOf(desk, twin)).toBe(deadline);
  });

  it('by a change of its customer’s record', async () => {
    const { desk, twin, deadline } = await brought();
    await desk.customers.put({ ...rossi, targets: { 1: 3 * HOUR } });
    expect(await recomputedOf(desk, twin)).toBe(deadline);
  });

  it('but by an agent who lowers it', async () => {
    const { desk, twin, deadline } = await brought();
    await changePriority(desk, { ...byAda(desk, twin), priority: 4, reason: 'no harm' });
    expect((await deadlineOf(desk, twin)) > deadline).toBe(true);
  });
});

describe('an earlier deadline on other terms goes on, now and when it is computed anew', () => {
  it.each(['waiting', 'answered'])(
    'of a plan that was agreed for the duplicate, into one that is %s',
    async (state) => {
      const desk = deskOf();
      const [id, twin] = [await open(desk, 1), await open(desk, 3)];
      await correctPlan(desk, { ...byAda(desk, id), plan: 'premium' });
      const deadline = await deadlineOf(desk, id);
      if (state === 'answered') await answer(desk, twin);
      desk.pass(60);
      await close(desk, id, twin);
      expect(await getTicket(desk, twin)).toMatchObject({ state: 'waiting', priority: 1, clock: { deadline } });
      expect(await recomputedOf(desk, twin)).toBe(deadline);
    },
  );

  it('of another customer of the same requester', async () => {
    const desk = deskOf();
    await desk.customers.put({
      ...rossi,
      id: 'bianchi',
      name: 'Bianchi',
      contacts: ['bianchi.example'],
      plan: 'premium',
    });
    const [id, twin] = [await open(desk, 1), await open(desk, 3)];
    await correctCustomer(desk, { ...byAda(desk, id), customer: 'bianchi' });
    const deadline = await deadlineOf(desk, id);
    await close(desk, id, twin);
    expect(await getTicket(desk, twin)).toMatchObject({ customer: { id: 'rossi' }, clock: { deadline } });
    expect(await recomputedOf(desk, twin)).toBe(deadline);
  });

  it('and none that neither had', async () => {
    const desk = deskOf();
    const twin = await open(desk, 3);
    desk.pass(60);
    const id = await open(desk, 1);
    await correctPlan(desk, { ...byAda(desk, twin), plan: 'premium' });
    const deadlines = [await deadlineOf(desk, id), await deadlineOf(desk, twin)];
    await close(desk, id, twin);
    expect(await deadlineOf(desk, twin)).toBe(deadlines.sort()[0]);
  });
});

it('of two or three that wait, whatever their clocks, the earliest deadline goes on, in whatever order they are closed', async () => {
  const each = fc.record({
    priority: fc.constantFrom(...PRIORITIES),
    plan: fc.option(fc.constantFrom(...PLANS)),
    after: fc.integer({ min: 0, max: 5_400 }),
  });
  const order = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 3, maxLength: 6 });
  const property = fc.asyncProperty(
    fc.array(each, { minLength: 2, maxLength: 3 }),
    order,
    fc.boolean(),
    async (requests, closings, isAtOnce) => {
      const desk = deskOf();
      const ids: string[] = [];
      for (const { priority, plan, after } of requests) {
        desk.pass(after);
        const id = await open(desk, priority);
        if (plan) await correctPlan(desk, { ...byAda(desk, id), plan });
        ids.push(id);
      }
      desk.pass(60);
      const deadlines = await Promise.all(ids.map((id) => deadlineOf(desk, id)));
      const tried = ([from, to]: [number, number]) => close(desk, ids[from] ?? '', ids[to] ?? '').catch(() => {});
      const allowed = closings.filter(([from, to]) => from < ids.length && to < ids.length);
      if (isAtOnce) await Promise.all(allowed.map(tried));
      else for (const closing of allowed) await tried(closing);
      const left = await Promise.all(ids.map((id) => getTicket(desk, id)));
      const running = left.filter(({ state }) => state === 'waiting').map(({ clock }) => clock.deadline);
      expect(running.sort()[0]).toBe(deadlines.sort()[0]);
    },
  );
  await fc.assert(property, { numRuns: 40, seed: 11 });
});

describe('a deadline that was missed stays missed', () => {
  it.each(['waiting', 'answered'])('by the duplicate, closed into one that is %s', async (state) => {
    const desk = deskOf();
    const id = await open(desk, 1);
    desk.pass(5 * HOUR);
    const missed = await deadlineOf(desk, id);
    await changePriority(desk, { ...byAda(desk, id), priority: 4, reason: 'it can wait' });
    const twin = await open(desk, 4);
    if (state === 'answered') await answer(desk, twin);
    desk.pass(60);
    await close(desk, id, twin);
    expect(presentClock(await getTicket(desk, twin)).missed).toBe(missed);
    desk.pass(60);
    await answer(desk, twin);
    expect((await getTicket(desk, twin)).firstResponse?.met).toBe(false);
  });
});

describe('an answer from before the duplicate was closed', () => {
  /** A twin with an answer that waits for the mail service, and a duplicate that came after that. */
  async function parked() {
    const desk = deskOf();
    const twin = await open(desk, 3);
    desk.faults.add({ port: 'mailer.send', outcome: { outcome: 'later', reason: 'Sending paused' } });
    const { message } = await answer(desk, twin);
    desk.faults.clear();
    desk.pass(30);
    const id = await open(desk, 1);
    desk.pass(30);
    return { desk, id, twin, message };
  }

  it('answers the twin itself, which waits on for the duplicate until the next', async () => {
    const { desk, id, twin, message } = await parked();
    const deadline = await deadlineOf(desk, id);
    await close(desk, id, twin);
    await sweepLater(desk);
    const waits = await getTicket(desk, twin);
    expect(waits).toMatchObject({
      state: 'waiting',
      clock: { deadline },
      firstResponse: { met: true, message: message.key },
    });
    expect([...desk.scheduled.keys()]).toEqual([`${twin}.${waits.timer.version}`]);
    await answer(desk, twin);
    expect(await getTicket(desk, twin)).toMatchObject({ state: 'answered', firstResponse: waits.firstResponse });
    expect(desk.scheduled.size).toBe(0);
  });

  it('that then comes back has answered nobody, and the next stands in for it', async () => {
    const { desk, id, twin, message } = await parked();
    await close(desk, id, twin);
    await sweepLater(desk);
    const failure = { recipient: 'anna@rossi.example', reason: 'no such mailbox', at: desk.now().toISOString() };
    await deliveryFailed(desk, { ticketId: twin, messageKey: message.key }, failure);
    const waits = await getTicket(desk, twin);
    expect([waits.state, waits.firstResponse]).toEqual(['waiting', undefined]);
    desk.pass(60);
    const next = await answer(desk, twin);
    expect(await getTicket(desk, twin)).toMatchObject({
      state: 'answered',
      firstResponse: { message: next.message.key },
    });
  });

  it('is none for it: a call that is recorded later', async () => {
    const desk = deskOf();
    const twin = await open(desk, 3);
    await correctPlan(desk, { ...byAda(desk, twin), plan: 'premium' });
    desk.pass(60);
    const call = desk.now().toISOString();
    desk.pass(60);
    const id = await open(desk, 1);
    desk.pass(60);
    await close(desk, id, twin);
    desk.pass(60);
    await answer(desk, twin, call);
    expect(await getTicket(desk, twin)).toMatchObject({
      state: 'waiting',
      terms: { plan: 'premium' },
      firstResponse: { at: call, met: true },
    });
  });
});
