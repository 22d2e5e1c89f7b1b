import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/targets/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { eventsOfVersion } from '../../../shared/events/events-of.ts';
import type { TicketEvent } from '../../../shared/events/ticket-event.ts';
import { METRIC } from '../../../shared/names.ts';
import type { StoredTarget } from '../../../shared/targets/stored-target.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { notifyTarget } from '../../../shared/use-cases/notify-target.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { targetsOf } from '../../support/targets-desk.ts';
import { targetOf } from '../../support/told.ts';
import { slackVendor } from '../../support/vendors/slack.ts';
import { vendorServer } from '../../support/vendors/vendor.ts';

/** In a list of contacts whoever has no turn waits for what becomes of the event at the others. */

const turn = (place: number) => ({ list: 'night', place });

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

/** Channels of two, with how often each was told; `change` by name. */
async function listOfTwo(change: Record<'a' | 'b', Partial<StoredTarget>>) {
  const [first, second] = [await vendorServer(slackVendor), await vendorServer(slackVendor)];
  const all = [targetOf('a', { turn: turn(1), ...change.a }), targetOf('b', { turn: turn(2), ...change.b })];
  const targets = targetsOf(desk, all, { a: { url: first.url }, b: { url: second.url } });
  return { targets, told: () => [first.taken.length, second.taken.length] };
}

const on = (...types: TicketEvent['type'][]) => ({ routes: [{ on: types }] });
const waits = 'another of its list has not been told yet';

/** What a P1 that came then, and reached the desk only now, is told as. */
async function opened(receivedAt = desk.now().toISOString()): Promise<TicketEvent> {
  const ticket = await waitingTicket(desk, { priority: 1, receivedAt });
  const [event] = eventsOfVersion(ticket, ticket.audit, 1);
  if (!event) throw new Error('it is told as nothing');
  return event;
}

describe('who waits for another of the list', () => {
  it('waits five minutes from when its own line began to, however late the event is', async () => {
    desk.setNow('2026-11-30T10:30:00.000Z');
    const event = await opened('2026-11-30T10:00:00.000Z');
    const { targets, told } = await listOfTwo({ a: on('opened'), b: on('opened') });
    const tell = (target: string) => notifyTarget(targets, { target, event });
    await expect(tell('b')).rejects.toThrow(waits);
    desk.pass(5 * 60 - 1);
    await expect(tell('b')).rejects.toThrow(waits);
    expect(told()).toEqual([0, 0]);
    desk.pass(1);
    await tell('b');
    expect(told()).toEqual([0, 1]);
  });

  it('hears nothing of what comes late and another one takes', async () => {
    desk.setNow('2026-11-30T10:30:00.000Z');
    const event = await opened('2026-11-30T10:00:00.000Z');
    const { targets, told } = await listOfTwo({ a: on('opened'), b: on('opened') });
    for (const target of ['b', 'a', 'b']) await notifyTarget(targets, { target, event }).catch(() => {});
    expect(told()).toEqual([1, 0]);
    expect(await targets.tellings.told('b', event.id)).toBe('another’s turn');
  });

  it('does not wait for one who hears of a higher level alone', async () => {
    const { id, clock } = await waitingTicket(desk, { priority: 1 });
    desk.setNow(new Date(Date.parse(clock.deadline) + 24 * 3600_000).toISOString());
    await escalate(desk, { ticketId: id, version: (await getTicket(desk, id)).timer.version });
    const ticket = await getTicket(desk, id);
    const event = eventsOfVersion(ticket, ticket.audit, ticket.version - 1).find(({ type }) => type === 'breached');
    if (!event) throw new Error('no promise was broken');
    expect(event.data.passedOver).toBe(true);
    const { targets, told } = await listOfTwo({ a: on('breached', 'escalated'), b: on('breached') });
    await notifyTarget(targets, { target: 'b', event });
    expect(told()).toEqual([0, 1]);
  });

  it('is no failure: it looks again after 20 seconds, nothing is counted, and the log has no error', async () => {
    const event = await opened();
    const { targets } = await listOfTwo({ a: on('opened'), b: on('opened') });
    const seconds: number[] = [];
    const handle = createHandler(targets, { hide: async (_, wait) => void seconds.push(wait) }, () => 1);
    const attributes = { ApproximateReceiveCount: '12' };
    const record = {
      messageId: 'one',
      body: JSON.stringify({ target: 'b', event }),
      attributes,
      messageAttributes: {},
    };
    desk.lines.length = 0;
    const answer = await handle(
      { Records: [record as unknown as SQSRecord] },
      { ...lambdaContext('targets'), getRemainingTimeInMillis: () => 30_000 },
    );
    expect(answer.batchItemFailures).toHaveLength(1);
    expect(seconds.at(-1)).toBe(20);
    expect(desk.counted.has(METRIC.targetFailed)).toBe(false);
    expect(desk.lines.map(({ level, message }) => [level, message])).toEqual([
      ['info', `a target is not told yet: ${waits}`],
    ]);
    expect((await targets.tellings.health()).length).toBe(0);
  });
});

it('a rota that all of a list have is asked for once a run', async () => {
  const event = await opened();
  const rota = await vendorServer(() => ({ status: 200, said: 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n' }));
  const channel = await vendorServer(slackVendor);
  const secret = { url: channel.url, calendar: rota.url };
  const names = ['a', 'b', 'c'];
  const all = names.map((name, n) => targetOf(name, { turn: turn(n + 1), ...on('opened') }));
  const targets = targetsOf(desk, all, Object.fromEntries(names.map((name) => [name, secret])));
  await notifyTarget(targets, { target: 'c', event });
  expect([rota.taken.length, channel.taken.length]).toEqual([1, 1]);
});
