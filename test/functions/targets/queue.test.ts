import type { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHandler } from '../../../functions/targets/handler.ts';
import { pollQueue } from '../../../infra/local/poll.ts';
import { QUEUE, queueArn, REGION } from '../../../infra/local/resources.ts';
import { sqsTargets } from '../../../shared/aws/target-queue.ts';
import { sqsVisibility } from '../../../shared/aws/visibility.ts';
import { isLasting } from '../../../shared/events/consumer.ts';
import type { TargetQueue } from '../../../shared/targets/ports.ts';
import { startQueues } from '../../infra/local/queues.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { targetsOf } from '../../support/targets-desk.ts';
import { eventOf, targetOf } from '../../support/told.ts';
import { slackVendor } from '../../support/vendors/slack.ts';
import { type VendorServer, vendorServer } from '../../support/vendors/vendor.ts';

/** Ends a wait for what never comes; a busy machine does not reach it. */
const eventually = { timeout: 30_000 };
const NAMES = ['ops', 'lead', 'night'] as const;
const EVENTS = 5;

let queues: Awaited<ReturnType<typeof startQueues>>;
let queue: TargetQueue;
let poll: { stop(): Promise<void> } | undefined;
beforeEach(async () => {
  queues = await startQueues();
  vi.stubEnv('AWS_REGION', REGION);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', queues.client.endpoint);
  queue = sqsTargets(queues.sqs, { queue: queueArn(QUEUE.targets), deadLetters: queueArn(QUEUE.targetDeadLetters) });
});
afterEach(async () => {
  await poll?.stop();
  await queues.stop();
  vi.unstubAllEnvs();
});

/** Three targets, each with its own vendor, that work their queue off side by side; what is to wait waits a moment only. */
async function start() {
  const desk = deskOf();
  const { id } = await waitingTicket(desk, { priority: 1 });
  desk.setNow('2026-11-30T10:00:00.000Z');
  const vendors = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await vendorServer(slackVendor)] as const)),
  ) as Record<(typeof NAMES)[number], VendorServer>;
  const secrets = Object.fromEntries(NAMES.map((name) => [name, { url: vendors[name].url }]));
  const targets = {
    ...targetsOf(
      desk,
      NAMES.map((name) => targetOf(name, { routes: [{ on: ['breached'] }] })),
      secrets,
    ),
    queue,
  };
  const visibility = sqsVisibility();
  const short: typeof visibility = { hide: (record, seconds) => visibility.hide(record, Math.min(seconds, 1)) };
  const entries = Array.from({ length: EVENTS }, (_, n) => {
    const event = eventOf('breached', { id: `${id}.${n}.0`, at: `2026-11-30T10:0${n}:00.000Z` });
    return NAMES.map((target) => ({ target, event: { ...event, ticket: { ...event.ticket, id } } }));
  }).flat();
  const run = () => {
    poll = pollQueue({
      sqs: queues.sqs,
      queueUrl: queues.urlOf(QUEUE.targets),
      queueArn: queueArn(QUEUE.targets),
      functionName: 'targets',
      timeoutSeconds: 30,
      handler: createHandler(targets, short, () => 0),
      batchSize: 1,
      concurrency: 8,
      onError: (error) => desk.lines.push({ level: 'error', message: String(error), details: {} }),
    });
  };
  const toldOf = (name: (typeof NAMES)[number]) => vendors[name].taken.length;
  return { desk, targets, vendors, entries, run, toldOf };
}

it('each target is told one after the other, and all of them side by side; what is put twice is told once', async () => {
  const { vendors, entries, run, toldOf, targets } = await start();
  for (const vendor of Object.values(vendors)) vendor.slowness = 20;
  const told: string[] = [];
  const note = targets.tellings.note;
  targets.tellings.note = async (target, event, ...rest) => {
    told.push(`${target} ${event}`);
    await note(target, event, ...rest);
  };
  await queue.put(entries);
  await queue.put(entries);
  run();
  await vi.waitFor(() => expect(NAMES.map(toldOf)).toEqual([EVENTS, EVENTS, EVENTS]), eventually);
  // Noted once it has answered.
  await vi.waitFor(() => expect(told).toHaveLength(NAMES.length * EVENTS), eventually);
  for (const name of NAMES) {
    expect(vendors[name].mostAtOnce()).toBe(1);
    const inOrder = entries.filter(({ target }) => target === name).map(({ event }) => `${name} ${event.id}`);
    expect(told.filter((each) => each.startsWith(`${name} `))).toEqual(inOrder);
  }
});

it('a target that is down keeps its own line and no other, and is told in order when it is up', async () => {
  const { vendors, entries, run, toldOf } = await start();
  vendors.ops.badDays.push(...Array.from({ length: 4 }, () => ({ status: 503 })));
  await queue.put(entries);
  run();
  await vi.waitFor(() => expect([toldOf('lead'), toldOf('night')]).toEqual([EVENTS, EVENTS]), eventually);
  await vi.waitFor(() => expect(toldOf('ops')).toBe(EVENTS), eventually);
  expect(vendors.ops.badDays).toEqual([]);
});

it('what a target refuses is among the dead letters, and the next is told', async () => {
  const { vendors, entries, run, toldOf } = await start();
  vendors.ops.badDays.push({ status: 404 });
  await queue.put(entries);
  run();
  await vi.waitFor(() => expect(toldOf('ops')).toBe(EVENTS - 1), eventually);
  const dead = await queues.receive(QUEUE.targetDeadLetters);
  expect(JSON.parse(dead?.Body ?? '')).toEqual(entries.find(({ target }) => target === 'ops'));
  expect(dead?.Attributes?.MessageGroupId).toBe('ops');
});

it('what the queue does not take is thrown', async () => {
  const broken = sqsTargets(queues.sqs, { queue: queueArn('none.fifo') });
  const { entries } = await start();
  await expect(broken.put(entries)).rejects.toThrow();
  await expect(broken.setAside('{}')).rejects.toThrow('this function sets no entry of a target aside');
});

describe('what the queue takes in part', () => {
  const refusing = (...failed: object[]) => {
    const calls: SendMessageBatchCommand[] = [];
    const send = async (call: SendMessageBatchCommand) => {
      calls.push(call);
      return { Failed: calls.length === 1 ? failed : [] };
    };
    return { calls, queue: sqsTargets({ send } as never, { queue: queueArn(QUEUE.targets) }) };
  };
  const entries = Array.from({ length: 12 }, (_, n) => ({ target: `t${n}`, event: eventOf() }));
  const never = { Id: '0', Code: 'InvalidMessageContents', SenderFault: true };
  const later = { Id: '1', Code: 'InternalError', SenderFault: false };

  it('is seen as lasting where it can never take one entry, and all others are there', async () => {
    const { queue, calls } = refusing(never);
    const error = await queue.put(entries).catch((thrown: unknown) => thrown);
    expect(isLasting(error)).toBe(true);
    expect(calls.map(({ input }) => input.Entries?.length)).toEqual([10, 2]);
  });

  it('comes again where it may take one later, and nothing after that overtakes it', async () => {
    const { queue, calls } = refusing(never, later);
    const error = await queue.put(entries).catch((thrown: unknown) => thrown);
    expect(isLasting(error)).toBe(false);
    expect(calls).toHaveLength(1);
  });

  it.each(['a b', 'x'.repeat(129), ''])('knows a target by no name of a group that is none: %j', async (target) => {
    const { queue, calls } = refusing();
    await queue.put([{ target, event: eventOf() }]);
    expect(calls[0]?.input.Entries?.[0]?.MessageGroupId).toBe('unreadable');
  });
});
