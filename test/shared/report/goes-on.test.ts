import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../shared/customer/customer.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { factOf } from '../../../shared/report/fact-of.ts';
import type { Priority } from '../../../shared/sla/terms.ts';
import { changePriority } from '../../../shared/use-cases/change-priority.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, rossi, waitingTicket } from '../../support/stories.ts';

/** An answered ticket that goes on for a duplicate counts as what it was itself (docs/reports.md). A P1 of 30 November, due at 10:00 UTC. */

const by = (desk: MemoryDesk, ticketId: string) => ({ ticketId, agent: ada, at: desk.now().toISOString() });

async function answer(desk: MemoryDesk, ticketId: string, source: string) {
  const { at: receivedAt, ...who } = by(desk, ticketId);
  await respond(desk, { ...who, source, text: 'Oil it.', attachments: [], tellBy: 'call', receivedAt });
}

const factNow = async (desk: MemoryDesk, id: string) => {
  const { v: _, ...fact } = factOf(await getTicket(desk, id), desk.settings) ?? { v: 0 };
  return fact;
};

async function ticketOf(opened: string, priority: Priority, customer: Customer = rossi) {
  const desk = deskOf({ customers: [customer] });
  desk.setNow(opened);
  return { desk, id: (await waitingTicket(desk, { priority })).id };
}

async function answeredAt(instant: string) {
  const { desk, id } = await ticketOf('2026-11-30T08:00:00.000Z', 1);
  desk.setNow(instant);
  await answer(desk, id, 'api:1');
  return { desk, id };
}

async function join(desk: MemoryDesk, duplicate: string, twin: string) {
  desk.pass(60);
  await changeState(desk, { ...by(desk, duplicate), state: 'closed', reason: 'duplicate', twin });
}

const duplicateOf = (priority: Priority) => ({ source: 'mail:dup', messageId: '<d@x>', priority });

async function joinedOn(desk: MemoryDesk, twin: string, instant: string) {
  desk.setNow(instant);
  const duplicate = await waitingTicket(desk, duplicateOf(3));
  await join(desk, duplicate.id, twin);
}

describe('a ticket that goes on for a duplicate after its answer', () => {
  it('has missed in its month what it has missed, with its priority and its time, while it waits and afterwards', async () => {
    const { desk, id } = await answeredAt('2026-11-30T12:00:00.000Z');
    const before = await factNow(desk, id);
    expect(before).toMatchObject({
      opened: '2026-11-30T08:00:00.000Z',
      outcome: 'missed',
      priority: 1,
      seconds: 14_400,
    });
    await joinedOn(desk, id, '2026-12-01T08:00:00.000Z');
    expect(await factNow(desk, id)).toEqual({ ...before, reopened: true });
    desk.pass(60);
    await answer(desk, id, 'api:2');
    expect(await factNow(desk, id)).toEqual({ ...before, reopened: true });
  });

  it('counts in its own month, met when both were', async () => {
    const { desk, id } = await answeredAt('2026-11-30T09:00:00.000Z');
    await joinedOn(desk, id, '2026-12-01T08:00:00.000Z');
    const waiting = { opened: '2026-11-30T08:00:00.000Z', outcome: 'open', priority: 3 };
    expect(await factNow(desk, id)).toMatchObject(waiting);
    desk.pass(60);
    await answer(desk, id, 'api:2');
    expect(await factNow(desk, id)).toMatchObject({ ...waiting, outcome: 'met', seconds: 3_600 });
  });

  it('was in time, also where its priority was changed after what was its deadline', async () => {
    const { desk, id } = await answeredAt('2026-11-30T09:00:00.000Z');
    desk.setNow('2026-11-30T11:00:00.000Z');
    await changePriority(desk, { ...by(desk, id), priority: 2, reason: 'as agreed' });
    await joinedOn(desk, id, '2026-12-01T08:00:00.000Z');
    desk.pass(60);
    await answer(desk, id, 'api:2');
    expect(await factNow(desk, id)).toMatchObject({ outcome: 'met' });
  });

  it('has missed its own promise where the answer that was in time turns out not to have arrived', async () => {
    const { desk, id } = await answeredAt('2026-11-30T09:00:00.000Z');
    await joinedOn(desk, id, '2026-12-01T08:00:00.000Z');
    const { message: messageKey = '' } = (await getTicket(desk, id)).firstResponse ?? {};
    desk.pass(60);
    await deliveryFailed(desk, { ticketId: id, messageKey }, { reason: '5.1.1', at: desk.now().toISOString() });
    desk.pass(60);
    await answer(desk, id, 'api:2');
    expect((await getTicket(desk, id)).firstResponse?.met).toBe(false);
    const missed = {
      opened: '2026-11-30T08:00:00.000Z',
      due: '2026-11-30T10:00:00.000Z',
      outcome: 'missed',
      priority: 1,
    };
    expect(await factNow(desk, id)).toMatchObject(missed);
  });

  it('counts anew where its answer never came, and it was withdrawn and asked again', async () => {
    const { desk, id } = await answeredAt('2026-11-30T12:00:00.000Z');
    await joinedOn(desk, id, '2026-12-01T08:00:00.000Z');
    const { message: messageKey = '' } = (await getTicket(desk, id)).firstResponse ?? {};
    desk.pass(60);
    await deliveryFailed(desk, { ticketId: id, messageKey }, { reason: '5.1.1', at: desk.now().toISOString() });
    expect(await factNow(desk, id)).toMatchObject({ opened: '2026-11-30T08:00:00.000Z', priority: 1 });
    await changeState(desk, { ...by(desk, id), state: 'closed', reason: 'withdrawn' });
    desk.setNow('2027-01-04T09:00:00.000Z');
    const raw = `From: anna@rossi.example\nMessage-ID: <again@x>\nSubject: Re: [${id}] it\n\nOnce more.\n`;
    await receiveMail(desk, arrives(desk, raw, { id: 'again' }));
    expect(await factNow(desk, id)).toMatchObject({ opened: '2027-01-04T09:00:00.000Z' });
  });

  it.each([false, true])(
    'keeps all of that where the duplicate was due earlier (and lowered since: %s)',
    async (isLowered) => {
      const desk = deskOf();
      const { id } = await waitingTicket(desk, { priority: 3 });
      const duplicate = await waitingTicket(desk, duplicateOf(1));
      desk.setNow('2026-12-02T17:00:00.000Z');
      if (isLowered) await changePriority(desk, { ...by(desk, duplicate.id), priority: 4, reason: 'as agreed' });
      await answer(desk, id, 'api:1');
      const before = await factNow(desk, id);
      expect(before).toMatchObject({ due: '2026-12-02T16:00:00.000Z', outcome: 'missed', priority: 3, target: 86_400 });
      await join(desk, duplicate.id, id);
      expect(await factNow(desk, id)).toEqual({ ...before, reopened: true });
      desk.pass(60);
      await answer(desk, id, 'api:2');
      expect(await factNow(desk, id)).toEqual({ ...before, reopened: true });
    },
  );

  it.each([
    ['around the clock, missed', 1, '2026-11-29T02:00:00.000Z', '2026-11-29T03:00:00.000Z', 3, 3_600],
    ['around the clock, in time', 1, '2026-11-29T02:00:00.000Z', '2026-11-29T02:20:00.000Z', 3, 1_200],
    ['by opening hours, missed', 3, '2026-11-30T08:00:00.000Z', '2026-12-01T09:00:00.000Z', 1, 32_400],
    ['by opening hours, over a holiday', 4, '2026-12-07T15:00:00.000Z', '2026-12-09T09:00:00.000Z', 1, 7_200],
  ] as const)(
    'has the time to its first response counted %s, whatever its duplicate’s clock',
    async (_, own, opened, given, later, seconds) => {
      const customer: Customer = { ...rossi, plan: 'premium', holidays: ['2026-12-08'] };
      const { desk, id } = await ticketOf(opened, own, customer);
      desk.setNow(given);
      await answer(desk, id, 'api:1');
      expect(await factNow(desk, id)).toMatchObject({ seconds });
      desk.setNow('2026-12-10T10:00:00.000Z');
      await join(desk, (await waitingTicket(desk, duplicateOf(later))).id, id);
      desk.pass(60);
      await answer(desk, id, 'api:2');
      expect(await factNow(desk, id)).toMatchObject({ seconds });
    },
  );

  it('has missed what had passed before it was lowered, also where another answer stands in for the one that did not arrive', async () => {
    const { desk, id } = await ticketOf('2026-11-30T08:00:00.000Z', 1);
    desk.setNow('2026-11-30T11:00:00.000Z');
    await changePriority(desk, { ...by(desk, id), priority: 3, reason: 'as agreed' });
    await answer(desk, id, 'api:1');
    const { message: messageKey = '' } = (await getTicket(desk, id)).firstResponse ?? {};
    desk.pass(60);
    await answer(desk, id, 'api:2');
    await joinedOn(desk, id, '2026-12-01T08:00:00.000Z');
    await deliveryFailed(desk, { ticketId: id, messageKey }, { reason: '5.1.1', at: desk.now().toISOString() });
    expect((await getTicket(desk, id)).firstResponse).toMatchObject({ met: false, at: '2026-11-30T11:01:00.000Z' });
    expect(await factNow(desk, id)).toMatchObject({
      outcome: 'missed',
      due: '2026-11-30T10:00:00.000Z',
      seconds: 10_860,
    });
  });
});
