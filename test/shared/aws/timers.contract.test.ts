import { GetScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../../infra/local/clock.ts';
import {
  clientFor,
  QUEUE,
  queueArn,
  REGION,
  SCHEDULE_GROUP,
  SCHEDULE_ROLE_ARN,
} from '../../../infra/local/resources.ts';
import { startScheduler } from '../../../infra/local/scheduler/scheduler.ts';
import { type Service, serve } from '../../../infra/local/serve.ts';
import { schedulerTimers, type TimerTarget } from '../../../shared/aws/timers.ts';
import type { Timers } from '../../../shared/ticket/ports.ts';
import { startQueues } from '../../infra/local/queues.ts';
import { memoryTimers } from '../../support/memory-timers.ts';
import { takeViolations } from '../../support/violations.ts';

const MINUTE = 60_000;
const TARGET: TimerTarget = {
  group: SCHEDULE_GROUP,
  queueArn: queueArn(QUEUE.timers),
  roleArn: SCHEDULE_ROLE_ARN,
  deadLetterArn: queueArn(QUEUE.scheduleDeadLetters),
};

/** The real time stands still but when a test says so: nothing here waits for a minute to pass. */
let real: number;
const clock = () => createClock({ speed: 1, realNow: () => real });
let queues: Awaited<ReturnType<typeof startQueues>>;
beforeAll(async () => {
  queues = await startQueues();
});
afterAll(() => queues.stop());
beforeEach(() => {
  // On a whole minute: timers are rounded up to one.
  real = Math.ceil(Date.now() / MINUTE) * MINUTE;
});

/** Timers, and when each that is registered fires (ms), by name. */
type Registry = { timers: Timers; registered: () => Promise<Map<string, number>>; close(): Promise<void> };

async function inScheduler(): Promise<Registry> {
  const service = await startScheduler({
    clock: clock(),
    sqs: queues.sqs,
    region: REGION,
    groups: [SCHEDULE_GROUP],
    onError: () => {},
  });
  const client = new SchedulerClient({ ...clientFor(service.url), maxAttempts: 1 });
  return {
    timers: schedulerTimers(client, TARGET, () => new Date(real)),
    close: service.close,
    async registered() {
      const { Schedules = [] } = await client.send(new ListSchedulesCommand({ GroupName: SCHEDULE_GROUP }));
      const found = new Map<string, number>();
      for (const { Name = '' } of Schedules) {
        const { ScheduleExpression } = await client.send(new GetScheduleCommand({ Name, GroupName: SCHEDULE_GROUP }));
        found.set(Name, Date.parse(`${ScheduleExpression?.slice('at('.length, -1)}Z`));
      }
      return found;
    },
  };
}

async function inMemory(): Promise<Registry> {
  const scheduled = new Map<string, string>();
  return {
    timers: memoryTimers(scheduled),
    registered: async () => new Map([...scheduled].map(([name, at]) => [name, Date.parse(at)])),
    close: async () => {},
  };
}

describe.each<[string, () => Promise<Registry>]>([
  ['in the Scheduler', inScheduler],
  ['in memory', inMemory],
])('timers %s', (_, open) => {
  let registry: Registry;
  beforeEach(async () => {
    registry = await open();
    return () => registry.close();
  });
  const timer = (minutes: number, version = 1) => ({
    ticketId: 'T-4F7K2M9Q',
    version,
    at: new Date(real + minutes * MINUTE).toISOString(),
  });

  it('fire at their time, or within a minute after', async () => {
    const { timers, registered } = registry;
    expect(await timers.register(timer(30))).toEqual({ outcome: 'done' });
    const at = (await registered()).get('T-4F7K2M9Q.1') ?? 0;
    expect(at).toBeGreaterThanOrEqual(real + 30 * MINUTE);
    expect(at).toBeLessThanOrEqual(real + 31 * MINUTE);
  });

  it('registered twice are one, with the time of the first', async () => {
    const { timers, registered } = registry;
    await timers.register(timer(30));
    expect(await timers.register(timer(90))).toEqual({ outcome: 'done' });
    expect([...(await registered()).values()]).toEqual([real + 30 * MINUTE]);
  });

  it('of two versions are two', async () => {
    const { timers, registered } = registry;
    await timers.register(timer(30));
    await timers.register(timer(30, 2));
    expect([...(await registered()).keys()].sort()).toEqual(['T-4F7K2M9Q.1', 'T-4F7K2M9Q.2']);
  });

  it('are cancelled, also when they are gone', async () => {
    const { timers, registered } = registry;
    await timers.register(timer(30));
    expect(await timers.cancel(timer(30))).toEqual({ outcome: 'done' });
    expect(await timers.cancel(timer(30))).toEqual({ outcome: 'done' });
    expect((await registered()).size).toBe(0);
  });

  it('whose name the Scheduler would not take are refused, which is a bug', async () => {
    const odd = { ...timer(30), ticketId: `T-${'X'.repeat(64)}` };
    const refused = { outcome: 'refused', what: 'call', reason: expect.stringContaining('ValidationException') };
    expect(await registry.timers.register(odd)).toEqual(refused);
    expect(await registry.timers.cancel(odd)).toEqual(refused);
    expect(takeViolations()).toHaveLength(2);
    expect((await registry.registered()).size).toBe(0);
  });
});

describe('a timer in the Scheduler', () => {
  const timer = () => ({ ticketId: 'T-4F7K2M9Q', version: 1, at: new Date(real).toISOString() });

  it('sends the ticket and the version to the queue when its minute has come, and is gone', async () => {
    const { timers, registered, close } = await inScheduler();
    await timers.register(timer());
    const [at = 0] = [...(await registered()).values()];
    real = at;
    // A look at the schedules makes the clock's next wait end; another timer does so at once.
    await timers.register({ ...timer(), version: 2 });
    expect(JSON.parse((await queues.receive(QUEUE.timers))?.Body ?? '')).toEqual({
      ticketId: 'T-4F7K2M9Q',
      version: 1,
    });
    await expect.poll(async () => [...(await registered()).keys()]).toEqual(['T-4F7K2M9Q.2']);
    await close();
  });

  it('of a group that is not there is for later: a deploy may be under way', async () => {
    const { close } = await inScheduler();
    const service = await startScheduler({
      clock: clock(),
      sqs: queues.sqs,
      region: REGION,
      groups: [],
      onError: () => {},
    });
    const client = new SchedulerClient({ ...clientFor(service.url), maxAttempts: 1 });
    const timers = schedulerTimers(client, TARGET, () => new Date(real));
    expect(await timers.register(timer())).toMatchObject({
      outcome: 'later',
      reason: expect.stringContaining('ResourceNotFoundException'),
    });
    expect(await timers.cancel(timer())).toEqual({ outcome: 'done' });
    await service.close();
    await close();
  });

  it('is for later when the Scheduler is away', async () => {
    const gone = await serve(() => new Response());
    await gone.close();
    const client = new SchedulerClient({ ...clientFor(gone.url), maxAttempts: 1 });
    const timers = schedulerTimers(client, TARGET, () => new Date(real));
    expect(await timers.register(timer())).toEqual({
      outcome: 'later',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each([
    ['ThrottlingException', 429],
    ['ServiceQuotaExceededException', 402],
    ['InternalServerException', 500],
    ['AccessDeniedException', 403],
  ])('is for later when the Scheduler says %s', async (type, status) => {
    const failing: Service = await serve(() => Response.json({}, { status, headers: { 'x-amzn-errortype': type } }));
    const client = new SchedulerClient({ ...clientFor(failing.url), maxAttempts: 1 });
    const timers = schedulerTimers(client, TARGET, () => new Date(real));
    expect(await timers.register(timer())).toMatchObject({ outcome: 'later', reason: expect.stringContaining(type) });
    expect(await timers.cancel(timer())).toMatchObject({ outcome: 'later' });
    await failing.close();
  });
});
