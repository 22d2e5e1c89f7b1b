import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { deliveryFailed } from '../../../shared/use-cases/delivery-failed.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { ada, deskOf, mailed, messagesOf, sweepLater, waitingTicket } from '../../support/stories.ts';

/** Several questions to the customer of a P1, of which some come back, go twice or are noted late (docs/promise.md section 7). */

const BOTH = ['ada@support.example', 'bruno@support.example'];

/** A P1 of 09:00 in Rome with these questions, ten minutes apart; each waits for an hour. Gives the keys of their messages. */
async function asked(desk: MemoryDesk, count: number) {
  const { id } = await waitingTicket(desk, { priority: 1 });
  const keys: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    keys.push((await say(desk, id, `api:${number}`, true)).message.key);
    desk.pass(600);
  }
  desk.sent.length = 0;
  return { id, keys };
}

const say = (desk: MemoryDesk, ticketId: string, source: string, asks: boolean) =>
  respond(desk, {
    ...{ ticketId, agent: ada, source, text: 'Which till?', attachments: [], tellBy: 'call' as const, asks },
    receivedAt: desk.now().toISOString(),
  });

const comesBack = (desk: MemoryDesk, ticketId: string, messageKey = '') =>
  deliveryFailed(desk, { ticketId, messageKey }, { reason: '4.2.2 full', at: desk.now().toISOString() });

const writes = (desk: MemoryDesk, name = 'reply') =>
  receiveMail(
    desk,
    arrives(
      desk,
      `Message-ID: <${name}@rossi.example>
From: anna@rossi.example
To: help@support.example
In-Reply-To: <anna-1@rossi.example>
References: <anna-1@rossi.example>
Subject: Re: The door

The second.
`,
      { id: name },
    ),
  );

const watchOf = async (desk: MemoryDesk, id: string) => (await getTicket(desk, id)).watch;

describe('a question that comes back', () => {
  it('leaves the one before it, which arrived, to be waited for until its own time', async () => {
    const desk = deskOf();
    const { id, keys } = await asked(desk, 2);
    await comesBack(desk, id, keys[1]);
    const { state, watch, timer } = await getTicket(desk, id);
    expect(state).toBe('answered');
    expect(watch).toMatchObject({ message: keys[0], until: '2026-11-30T09:00:00.000Z' });
    expect([...desk.scheduled]).toEqual([[`${id}.${timer.version}`, '2026-11-30T09:00:00.000Z']]);
    desk.setNow('2026-11-30T09:00:00.000Z');
    await escalate(desk, { ticketId: id, version: timer.version });
    expect(mailed(desk)).toEqual(BOTH);
  });

  it('after the time of the one before: the agents are told at once', async () => {
    const desk = deskOf();
    const { id, keys } = await asked(desk, 2);
    desk.setNow('2026-11-30T09:05:00.000Z');
    await comesBack(desk, id, keys[1]);
    expect((await watchOf(desk, id))?.flagged?.at).toBe('2026-11-30T09:05:00.000Z');
    expect(mailed(desk)).toEqual(BOTH);
  });

  it('twice changes nothing more', async () => {
    const desk = deskOf();
    const { id, keys } = await asked(desk, 2);
    const once = await comesBack(desk, id, keys[1]);
    expect(await comesBack(desk, id, keys[1])).toEqual(once);
  });

  it.each([
    ['the last first', [2, 1], 0],
    ['the last one last', [1, 2], 0],
    ['but the newest', [0, 1], 2],
    ['the middle one', [1], 2],
    ['the first and the last', [0, 2], 1],
  ])('of three, %s: what is left is waited for', async (_, lost, left) => {
    const desk = deskOf();
    const { id, keys } = await asked(desk, 3);
    for (const index of lost) await comesBack(desk, id, keys[index]);
    const { watch, timer } = await getTicket(desk, id);
    expect(watch).toMatchObject({ message: keys[left] });
    expect(timer).toMatchObject({ next: { kind: 'watch', at: watch?.until }, registered: true });
  });

  it('all of them: nobody is waited for, and the first response is owed again', async () => {
    const desk = deskOf();
    const { id, keys } = await asked(desk, 3);
    for (const key of keys) await comesBack(desk, id, key);
    const { state, watch, timer } = await getTicket(desk, id);
    expect({ state, next: timer.next?.kind }).toEqual({ state: 'waiting', next: 'ladder' });
    expect(watch?.ended).toMatchObject({ why: 'the question did not arrive' });
  });

  it('after the one before was flagged: the flag is there again, and nobody is told twice', async () => {
    const desk = deskOf();
    const { id } = await asked(desk, 1);
    desk.setNow('2026-11-30T09:00:00.000Z');
    await escalate(desk, { ticketId: id, version: (await getTicket(desk, id)).timer.version });
    expect(mailed(desk)).toEqual(BOTH);
    const { message } = await say(desk, id, 'api:2', true);
    expect((await watchOf(desk, id))?.flagged).toBeUndefined();
    desk.sent.length = 0;
    await comesBack(desk, id, message.key);
    await sweepLater(desk);
    expect((await watchOf(desk, id))?.flagged?.at).toBe('2026-11-30T09:00:00.000Z');
    expect(mailed(desk)).toEqual([]);
  });

  it.each([
    ['the customer wrote in between', async (desk: MemoryDesk) => writes(desk)],
    [
      'the ticket was closed in between',
      async (desk: MemoryDesk, ticketId: string) => {
        const change = { ticketId, agent: ada, at: desk.now().toISOString() };
        await changeState(desk, { ...change, state: 'closed' });
        await changeState(desk, { ...change, state: 'answered' });
      },
    ],
  ])('and %s: the one before is waited for no more', async (_, between) => {
    const desk = deskOf();
    const { id } = await asked(desk, 1);
    await between(desk, id);
    desk.pass(60);
    const { message } = await say(desk, id, 'api:2', true);
    await comesBack(desk, id, message.key);
    expect((await watchOf(desk, id))?.ended).toMatchObject({ why: 'the question did not arrive' });
    expect((await getTicket(desk, id)).timer.next).toBeUndefined();
  });
});

describe('a question that the ticket hears of late', () => {
  /** Asked while the ticket could not be written. */
  async function late(desk: MemoryDesk) {
    const { id } = await waitingTicket(desk, { priority: 1 });
    desk.faults.add({ port: 'tickets.save' });
    await say(desk, id, 'api:1', true).catch(() => undefined);
    desk.faults.clear();
    expect(await watchOf(desk, id)).toBeUndefined();
    desk.pass(120);
    return id;
  }

  it.each([false, true])(
    'is not waited for when the customer has answered since (and an agent that: %s)',
    async (isAnswered) => {
      const desk = deskOf();
      const id = await late(desk);
      await writes(desk);
      desk.pass(60);
      if (isAnswered) await say(desk, id, 'api:2', false);
      await sweepLater(desk);
      expect(await watchOf(desk, id)).toBeUndefined();
      expect((await getTicket(desk, id)).timer.next).toBeUndefined();
    },
  );

  it('is waited for when only an agent has written since', async () => {
    const desk = deskOf();
    const id = await late(desk);
    await say(desk, id, 'api:2', false);
    await sweepLater(desk);
    expect(await watchOf(desk, id)).toMatchObject({ until: '2026-11-30T09:00:00.000Z' });
  });

  it('and after a later one, is waited for when that one comes back', async () => {
    const desk = deskOf();
    const id = await late(desk);
    const { message } = await say(desk, id, 'api:2', true);
    await sweepLater(desk);
    expect(await watchOf(desk, id)).toMatchObject({ message: message.key });
    await comesBack(desk, id, message.key);
    expect(await watchOf(desk, id)).toMatchObject({ until: '2026-11-30T09:00:00.000Z' });
  });
});

it('a question that a crash sent twice is waited for until the later time that the customer was told', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  desk.faults.add({ port: 'tickets.saveRelay' });
  await say(desk, id, 'api:1', true).catch(() => undefined);
  desk.faults.clear();
  const first = await watchOf(desk, id);
  desk.pass(300);
  await sweepLater(desk);
  const told = (await messagesOf(desk, id)).find(({ asks }) => asks)?.askedUntil ?? '';
  expect(told > (first?.until ?? '')).toBe(true);
  const { watch, timer } = await getTicket(desk, id);
  expect(watch).toMatchObject({ until: told, askedAt: first?.askedAt });
  expect(timer).toMatchObject({ next: { kind: 'watch', at: told }, registered: true });
  expect(desk.scheduled.get(`${id}.${timer.version}`)).toBe(told);
});
