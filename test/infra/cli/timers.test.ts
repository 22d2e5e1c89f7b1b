import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../infra/cli/desk.ts';
import { readSchedules } from '../../../infra/cli/timers/schedules.ts';
import { timers } from '../../../infra/cli/timers/timers.ts';
import { createClock, type DeskClock } from '../../../infra/local/clock.ts';
import {
  clientFor,
  QUEUE,
  queueArn,
  REGION,
  SCHEDULE_GROUP,
  SCHEDULE_ROLE_ARN,
} from '../../../infra/local/resources.ts';
import { startScheduler } from '../../../infra/local/scheduler/scheduler.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { schedulerTimers } from '../../../shared/aws/timers.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { timerEventSchema } from '../../../shared/ticket/timer.ts';
import { escalate } from '../../../shared/use-cases/escalate.ts';
import { openTicket, type TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { ada } from '../../support/stories.ts';
import { type SpoilableDesk, tableDesk } from '../../support/table-desk.ts';
import { startQueues } from '../local/queues.ts';
import { testIo } from './io.ts';

/** Days of the desk pass in seconds: every first level of what is opened here comes while a test waits. */
const SPEED = 100_000;

const tables = dynamoTables();
let queues: Awaited<ReturnType<typeof startQueues>>;
beforeAll(async () => {
  queues = await startQueues();
});
afterAll(() => queues.stop());

let scheduler: Service;
let client: SchedulerClient;
let clock: DeskClock;
let desk: Desk;
let spoil: SpoilableDesk['overwrite'];
/** When the clock of a test stands still. */
let stopped: number | undefined;

beforeEach(async () => {
  stopped = Date.now();
  clock = createClock({ speed: SPEED, realNow: () => stopped ?? Date.now() });
  scheduler = await startScheduler({
    clock,
    sqs: queues.sqs,
    region: REGION,
    groups: [SCHEDULE_GROUP],
    onError: () => {},
  });
  client = new SchedulerClient({ ...clientFor(scheduler.url), maxAttempts: 1 });
  const { desk: made, overwrite } = await tableDesk(await tables());
  spoil = overwrite;
  const target = {
    group: SCHEDULE_GROUP,
    queueArn: queueArn(QUEUE.timers),
    roleArn: SCHEDULE_ROLE_ARN,
    deadLetterArn: queueArn(QUEUE.scheduleDeadLetters),
  };
  const now = () => clock.now();
  desk = { ...made, now, machineNow: now, timers: schedulerTimers(client, target, now) };
});
afterEach(() => scheduler.close());

/** Names of the schedules that there are, in order. */
async function scheduled(): Promise<string[]> {
  const { Schedules = [] } = await client.send(new ListSchedulesCommand({ GroupName: SCHEDULE_GROUP }));
  return Schedules.map(({ Name = '' }) => Name).sort();
}

async function dropSchedules(): Promise<void> {
  for (const Name of await scheduled())
    await client.send(new DeleteScheduleCommand({ Name, GroupName: SCHEDULE_GROUP }));
}

async function command(...args: string[]) {
  const { io, out, err } = testIo();
  const status = await timers(args, io, async () => ({ desk, schedules: () => readSchedules(client, SCHEDULE_GROUP) }));
  return { status, out: out(), err: err() };
}

const opened = (source: string, change: Partial<TicketRequest> = {}) =>
  openTicket(desk, {
    source: `mail:${source}`,
    channel: 'email',
    receivedAt: desk.now().toISOString(),
    requester: { address: 'anna@rossi.example', verified: true },
    subject: source,
    text: 'Nobody gets in.',
    attachments: [],
    messageId: `<${source}@rossi.example>`,
    silent: false,
    warnings: [],
    by: 'customer:anna@rossi.example',
    ...change,
  });

const answer = (ticketId: string, asks: boolean) =>
  respond(desk, {
    ...{
      ticketId,
      agent: ada,
      source: `api:${ticketId}`,
      text: 'Which door?',
      attachments: [],
      tellBy: 'call' as const,
    },
    asks,
    receivedAt: desk.now().toISOString(),
  });

/** One that waits, one of a flood, a P1 whose customer was asked, and one that owes nothing any more. */
async function fourTickets() {
  const [waits, flood] = [(await opened('waits')).ticket, (await opened('flood')).ticket];
  await desk.tickets.save({ ...(await getTicket(desk, flood.id)), flood: true });
  const [asked, done] = [(await opened('asked', { priority: 1 })).ticket, (await opened('done')).ticket];
  await answer(asked.id, true);
  await answer(done.id, false);
  return { waits, flood, asked, done };
}

/** Serves what comes to the queue of timers until all these have been; nothing sweeps. */
async function serve(ids: readonly string[]): Promise<void> {
  const left = new Set(ids);
  while (left.size > 0) {
    const message = await queues.receive(QUEUE.timers, 10);
    if (!message) throw new Error(`no timer came for ${[...left]}`);
    const event = timerEventSchema.parse(JSON.parse(message.Body ?? ''));
    const { ReceiptHandle } = message;
    await escalate(desk, event);
    await queues.sqs.send(new DeleteMessageCommand({ QueueUrl: queues.urlOf(QUEUE.timers), ReceiptHandle }));
    left.delete(event.ticketId);
  }
}

describe('timers rebuild', () => {
  it('gives each open clock that has lost its schedule one again, and each is served at its time', async () => {
    const { waits, flood, asked } = await fourTickets();
    const before = await scheduled();
    expect(before).toHaveLength(3);
    await dropSchedules();

    expect(await command('rebuild')).toEqual({
      status: 1,
      out: '3 open clocks, of which 3 have no schedule\n',
      err: 'nothing was set: add --yes to give each its schedule\n',
    });
    expect(await scheduled()).toEqual([]);
    expect(await command('rebuild', '--yes')).toEqual({
      status: 0,
      out: '3 open clocks, of which 3 have no schedule\n3 schedules set\n',
      err: '',
    });
    expect(await scheduled()).toEqual(before);
    expect(await command('rebuild', '--yes')).toMatchObject({ out: '3 open clocks, of which 0 have no schedule\n' });

    stopped = undefined;
    await serve([waits.id, flood.id, asked.id]);
    // On a busy machine later levels may have come meanwhile, and the latest stands for the warning.
    for (const { id } of [waits, flood]) expect((await getTicket(desk, id)).escalations).not.toEqual([]);
    expect((await getTicket(desk, asked.id)).watch?.flagged).toBeDefined();
  });

  it('sets only what is missing, and that at its own time', async () => {
    const { waits } = await fourTickets();
    const before = await scheduled();
    const name = { Name: `${waits.id}.1`, GroupName: SCHEDULE_GROUP };
    const { ScheduleExpression } = await client.send(new GetScheduleCommand(name));
    await client.send(new DeleteScheduleCommand(name));
    expect(JSON.parse((await command('rebuild', '--yes', '--json')).out)).toEqual({
      ...{ open: 3, missing: 1, set: 1, failed: [], unreadable: [] },
    });
    expect(await scheduled()).toEqual(before);
    expect((await client.send(new GetScheduleCommand(name))).ScheduleExpression).toBe(ScheduleExpression);
  });

  it('notes it on a ticket whose timer the scheduler had not taken', async () => {
    const { timers: sound } = desk;
    desk = { ...desk, timers: { ...sound, register: async () => ({ outcome: 'later', reason: 'throttled' }) } };
    const { id } = (await opened('parked')).ticket;
    expect((await getTicket(desk, id)).timer).toMatchObject({ registered: false, parked: { reason: 'throttled' } });
    expect(await command('rebuild', '--yes')).toMatchObject({
      status: 1,
      err: `warning: ${id} has no schedule yet: throttled\n`,
    });
    desk = { ...desk, timers: sound };
    expect(await command('rebuild', '--yes')).toMatchObject({ status: 0 });
    expect((await getTicket(desk, id)).timer).toMatchObject({ registered: true });
    expect((await getTicket(desk, id)).timer.parked).toBeUndefined();
  });

  it('goes on beside a ticket that cannot be read, and says so', async () => {
    const { waits } = await fourTickets();
    await spoil({ pk: `TICKET#${waits.id}`, sk: 'TICKET' }, { clock: 'nonsense' });
    await dropSchedules();
    const { status, out, err } = await command('rebuild', '--yes');
    expect([status, out]).toEqual([1, '2 open clocks, of which 2 have no schedule\n2 schedules set\n']);
    expect(err).toContain(`${waits.id} cannot be read`);
  });

  it('has its own help, with an example', async () => {
    const { io, out } = testIo();
    expect(await run(['timers', '--help'], io)).toBe(0);
    expect(out()).toMatch(/Example[\s\S]+npm run desk -- timers rebuild/);
    await expect(command('drop')).rejects.toMatchObject({ status: 2 });
  });
});

describe('the names of the schedules', () => {
  it('are read over all pages', async () => {
    for (let version = 1; version <= 120; version += 1)
      await desk.timers.register({ ticketId: 'T-00000000', version, at: desk.now().toISOString() });
    const schedules = await readSchedules(client, SCHEDULE_GROUP);
    const has = (version: number) => schedules.has({ id: 'T-00000000', timer: { version } as Ticket['timer'] });
    expect([1, 120, 121].map(has)).toEqual([true, true, false]);
  });
});
