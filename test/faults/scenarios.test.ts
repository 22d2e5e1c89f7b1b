import { describe, expect, it, vi } from 'vitest';
import { THROTTLE_PAUSES_MS } from '../../shared/aws/mailer.ts';
import { deliveryOf } from '../../shared/ticket/delivery.ts';
import { openTicket } from '../../shared/use-cases/open-ticket.ts';
import { deskOf, LATE_LEVELS, mailed, messagesOf, requestOf, waitingTicket } from '../support/stories.ts';
import { FLOWS } from './matrix/flows.ts';
import { judge } from './matrix/judge.ts';
import { add, live, newWorld, type World } from './matrix/world.ts';

/** Long outages, on injected clocks. Everybody is told in the end, once, and nothing is set aside. */

/** An end of the wait on a busy machine; all that is measured is on the injected clock. */
vi.setConfig({ testTimeout: 900_000 });

const HOUR = 60;

async function hand(name: string): Promise<{ world: World; owed: (typeof FLOWS)[number]['owed'] }> {
  const flow = FLOWS.find((each) => each.name === name);
  if (!flow) throw new Error(`there is no flow ${name}`);
  const world = newWorld();
  add(world, await flow.prepare(world));
  return { world, owed: flow.owed };
}

/** Minutes from `from` until the first mail to somebody that fits. */
const minutesSince = (from: number, world: World) => (world.desk.now().getTime() - from) / 60_000;

describe('the Scheduler is away for an hour', () => {
  it('the acknowledgement does not wait for it, and the timer is registered after', async () => {
    const { world, owed } = await hand('new mail');
    world.desk.faults.add({ port: 'timers.register' });
    await live(world, 1);
    expect(mailed(world.desk)).toContain('anna@rossi.example');
    await live(world, HOUR - 1);
    world.desk.faults.clear();
    await live(world, 30);
    expect(await judge(world, owed)).toEqual({ lost: [], doubled: [] });
  });

  it('a level that falls due meanwhile is told by the sweep, within ten minutes', async () => {
    const world = newWorld();
    world.desk.faults.add({ port: 'timers.register' });
    const ticket = await waitingTicket(world.desk, { priority: 1 });
    const due = Date.parse(ticket.timer.next?.at ?? '');
    while (world.desk.sent.length === 0 && minutesSince(due, world) < 60) await live(world, 5);
    const late = minutesSince(due, world);
    console.log(`a level without the Scheduler: ${late} minutes late`);
    expect(mailed(world.desk)).toEqual(['ada@support.example', 'bruno@support.example']);
    expect(late).toBeLessThanOrEqual(10);
  });
});

it('the table is throttled for ten minutes: all that is owed comes after, nothing is set aside', async () => {
  for (const name of ['new mail', 'mail with files', 'webhook', 'reply of the customer', 'answer with commands']) {
    const { world, owed } = await hand(name);
    const error = Object.assign(new Error('slow down'), { name: 'ThrottlingException', $metadata: { attempts: 3 } });
    for (const call of ['save', 'create', 'addMessage', 'saveRelay']) {
      world.desk.faults.add({ port: `tickets.${call}`, error });
    }
    await live(world, 10);
    world.desk.faults.clear();
    await live(world, HOUR);
    expect({ name, ...(await judge(world, owed)) }).toEqual({ name, lost: [], doubled: [] });
  }
});

it('SES refuses for 26 hours, then takes: one mail, and the answer counts from when it left', async () => {
  const { world } = await hand('API response');
  world.desk.faults.add({ port: 'mailer.send' });
  await live(world, 26 * HOUR);
  const [ticket] = (await world.desk.tickets.list({ limit: 9 })).cards;
  const answer = async () => (await messagesOf(world.desk, ticket?.id ?? '')).find(({ author }) => author === 'agent');
  const parked = await answer();
  expect(parked && deliveryOf(parked)).toMatchObject({ state: 'parked' });
  expect((await world.desk.tickets.get(ticket?.id ?? ''))?.state).toBe('waiting');
  const back = world.desk.now().getTime();
  world.desk.faults.clear();
  await live(world, 30);
  const toAnna = world.desk.sent.filter(({ recipient, tags }) => recipient === 'anna@rossi.example' && tags?.purpose);
  expect(toAnna).toHaveLength(1);
  const left = (await answer())?.left ?? '';
  expect(Date.parse(left)).toBeGreaterThanOrEqual(back);
  console.log(`an answer after 26 hours: left ${(Date.parse(left) - back) / 60_000} minutes after SES was back`);
  expect(await world.desk.tickets.get(ticket?.id ?? '')).toMatchObject({
    state: 'answered',
    firstResponse: { at: left },
  });
  expect(world.dead).toEqual([]);
});

it('one contact is refused for ever: the others are told, and nothing stays open', async () => {
  const { world } = await hand('timer: breach');
  // The first of the contacts is refused each time; it is asked once.
  world.desk.faults.add({
    port: 'mailer.send',
    times: 1,
    outcome: { outcome: 'refused', what: 'recipient', reason: 'no' },
  });
  await live(world, 45);
  expect(mailed(world.desk)).toEqual(['bruno@support.example', 'lead@support.example']);
  expect(world.dead).toEqual([]);
  const [card] = (await world.desk.tickets.list({ limit: 9 })).cards;
  const ticket = await world.desk.tickets.get(card?.id ?? '');
  expect(ticket?.escalations.every(({ notice }) => notice.state === 'done')).toBe(true);
  expect(ticket?.audit.map(({ action }) => action)).toContain('mail refused');
});

it('the clock goes back an hour: a timer that fired is early, is set again, and is served once', async () => {
  const { world, owed } = await hand('timer: warning');
  world.desk.pass(-3600);
  await live(world, 2 * HOUR);
  expect(await judge(world, owed)).toEqual({ lost: [], doubled: [] });
});

it('SES is paused for a day while a P1 runs out: each is told once it is back, and of a level that the next has overtaken only who hears of no later one', async () => {
  const world = newWorld();
  world.desk.faults.add({ port: 'mailer.send' });
  await openTicket(world.desk, requestOf(world.desk, { priority: 1 }));
  await live(world, 24 * HOUR);
  expect(world.desk.sent).toEqual([]);
  world.desk.faults.clear();
  const back = world.desk.now().getTime();
  while (world.desk.sent.length < 7 && minutesSince(back, world) < HOUR) await live(world, 5);
  console.log(`a P1 after a day without SES: all told ${minutesSince(back, world)} minutes after it was back`);
  await live(world, HOUR);
  const told = world.desk.sent.map(({ recipient, tags }) => `${tags?.purpose} ${recipient}`).sort();
  expect(told).toEqual([
    'acknowledgement anna@rossi.example',
    'escalation ada@support.example',
    'escalation bruno@support.example',
    'escalation lead@support.example',
    'escalation manager@support.example',
    'notice ada@support.example',
    'notice bruno@support.example',
  ]);
  expect(world.dead).toEqual([]);
});

it('2,000 deadlines pass in a minute against 14 mails a second: nobody is untold, nothing is set aside', async () => {
  const world = newWorld(deskOf({ settings: LATE_LEVELS }));
  const { desk } = world;
  const TIMERS = 2_000;
  const [PER_SECOND, CALL_SECONDS] = [14, 0.05];
  for (let number = 0; number < TIMERS; number += 1) await waitingTicket(desk, { source: `mail:${number}` });
  desk.setNow([...desk.scheduled.values()].sort()[0] ?? '');
  const due = desk.now().getTime();
  const taken: number[] = [];
  const late: number[] = [];
  const { send } = desk.mailer;
  desk.mailer.send = async (mail) => {
    // What comes too fast is tried again by the adapter, after these pauses.
    for (const pause of [0, ...THROTTLE_PAUSES_MS]) {
      desk.pass(CALL_SECONDS + pause / 1_000);
      const now = desk.now().getTime();
      if (taken.filter((at) => at > now - 1_000).length >= PER_SECOND) continue;
      taken.splice(0, taken.length - PER_SECOND);
      taken.push(now);
      late.push((now - due) / 60_000);
      return send(mail);
    }
    return { outcome: 'later', reason: 'Throttling: Maximum sending rate exceeded.' };
  };
  // Notices of the opening go by digests, in between.
  const escalations = () => desk.sent.filter(({ tags }) => tags?.purpose === 'escalation');
  while (escalations().length < 2 * TIMERS && minutesSince(due, world) < 3 * HOUR) await live(world, 5);
  const told = new Set(escalations().map(({ tags, recipient }) => `${tags?.ticket} ${recipient}`));
  console.log(`2,000 timers: half told ${late[TIMERS]?.toFixed(1)} minutes late, the last ${late.at(-1)?.toFixed(1)}`);
  expect(told.size).toBe(2 * TIMERS);
  expect(escalations()).toHaveLength(2 * TIMERS);
  expect(world.dead).toEqual([]);
});
