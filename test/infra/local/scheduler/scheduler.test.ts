import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
  ValidationException,
} from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createClock } from '../../../../infra/local/clock.ts';
import { QUEUE, queueArn, REGION, SCHEDULE_ROLE_ARN } from '../../../../infra/local/resources.ts';
import { startScheduler } from '../../../../infra/local/scheduler/scheduler.ts';
import { serve } from '../../../../infra/local/serve.ts';
import { takeViolations } from '../../../support/violations.ts';
import { startQueues } from '../queues.ts';

const GROUP = 'desk';
const SPEED = 600;
const MINUTE = 60_000;

let queues: Awaited<ReturnType<typeof startQueues>>;
beforeAll(async () => {
  queues = await startQueues();
});
afterAll(() => queues.stop());

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

async function scheduler(options: { speed?: number; file?: string; realNow?: () => number; sqs?: SQSClient } = {}) {
  const clock = createClock({ speed: options.speed ?? SPEED, realNow: options.realNow });
  const errors: unknown[] = [];
  const service = await startScheduler({
    clock,
    sqs: options.sqs ?? queues.sqs,
    region: REGION,
    groups: [GROUP],
    file: options.file,
    onError: (error) => errors.push(error),
  });
  running.push(service);
  const client = new SchedulerClient({ ...queues.client, endpoint: service.url, maxAttempts: 1 });
  return { client, clock, errors, service };
}

/** `at()` of an instant this many desk milliseconds from now, whole seconds. */
function at(clock: { now(): Date }, ms: number): string {
  return `at(${new Date(clock.now().getTime() + ms).toISOString().slice(0, 19)})`;
}

function schedule(input: Partial<CreateScheduleInput> & { ScheduleExpression: string }): CreateScheduleInput {
  return {
    Name: 'T-4F7K2M9Q.1',
    GroupName: GROUP,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: { Arn: queueArn(QUEUE.timers), RoleArn: SCHEDULE_ROLE_ARN, Input: '{"ticketId":"T-4F7K2M9Q","version":1}' },
    ...input,
  };
}

describe('a schedule that falls due', () => {
  it('sends its input to its queue and is gone when it said DELETE', async () => {
    const { client, clock, errors } = await scheduler();
    await client.send(new CreateScheduleCommand(schedule({ ScheduleExpression: at(clock, 2 * MINUTE) })));
    const message = await queues.receive(QUEUE.timers);
    expect(message?.Body).toBe('{"ticketId":"T-4F7K2M9Q","version":1}');
    await expect.poll(() => names(client)).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('stays when it said NONE, and is not sent twice', async () => {
    const { client, clock } = await scheduler();
    const input = schedule({ ActionAfterCompletion: 'NONE', ScheduleExpression: at(clock, 2 * MINUTE) });
    await client.send(new CreateScheduleCommand(input));
    expect(await queues.receive(QUEUE.timers)).toBeDefined();
    await client.send(
      new CreateScheduleCommand(schedule({ Name: 'later', ScheduleExpression: at(clock, 100 * MINUTE) })),
    );
    expect(await queues.receive(QUEUE.timers, 1)).toBeUndefined();
    expect(await names(client)).toEqual(['T-4F7K2M9Q.1', 'later']);
  });

  it('is not sent once it was deleted', async () => {
    const { client, clock } = await scheduler();
    await client.send(new CreateScheduleCommand(schedule({ ScheduleExpression: at(clock, 5 * MINUTE) })));
    await client.send(new DeleteScheduleCommand({ Name: 'T-4F7K2M9Q.1', GroupName: GROUP }));
    expect(await queues.receive(QUEUE.timers, 1)).toBeUndefined();
  });

  it('is not sent while it is disabled', async () => {
    const { client, clock } = await scheduler();
    const input = schedule({ State: 'DISABLED', ScheduleExpression: at(clock, MINUTE) });
    await client.send(new CreateScheduleCommand(input));
    expect(await queues.receive(QUEUE.timers, 1)).toBeUndefined();
    expect(await names(client)).toEqual(['T-4F7K2M9Q.1']);
  });

  it('goes to its dead-letter queue when its target is not there', async () => {
    const { client, clock } = await scheduler();
    const target = {
      Arn: queueArn('no-such-queue'),
      RoleArn: SCHEDULE_ROLE_ARN,
      Input: '{"lost":true}',
      DeadLetterConfig: { Arn: queueArn(QUEUE.scheduleDeadLetters) },
    };
    await client.send(new CreateScheduleCommand(schedule({ Target: target, ScheduleExpression: at(clock, MINUTE) })));
    const message = await queues.receive(QUEUE.scheduleDeadLetters);
    expect(message?.Body).toBe('{"lost":true}');
    expect(message?.MessageAttributes?.TARGET_ARN?.StringValue).toBe(queueArn('no-such-queue'));
    await expect.poll(() => names(client)).toEqual([]);
  });

  it('is sent again when the queue service was down for a moment', async () => {
    let failures = 1;
    const flaky = await serve(async (request) => {
      if (failures-- > 0) return new Response('{}', { status: 503 });
      const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' };
      const { authorization = '' } = Object.fromEntries(request.headers);
      const init = { method: 'POST', headers: { ...headers, authorization }, body: await request.text() };
      return Response.json(await (await fetch(queues.client.endpoint, init)).json());
    });
    running.push(flaky);
    const sqs = new SQSClient({ ...queues.client, endpoint: flaky.url, maxAttempts: 1 });
    const { client, clock } = await scheduler({ sqs });
    await client.send(new CreateScheduleCommand(schedule({ ScheduleExpression: at(clock, MINUTE) })));
    expect((await queues.receive(QUEUE.timers, 4))?.Body).toBe('{"ticketId":"T-4F7K2M9Q","version":1}');
    await expect.poll(() => names(client)).toEqual([]);
  });

  it('is sent at the new time when it was updated', async () => {
    const { client, clock } = await scheduler();
    await client.send(new CreateScheduleCommand(schedule({ ScheduleExpression: at(clock, 1000 * MINUTE) })));
    await client.send(new UpdateScheduleCommand(schedule({ ScheduleExpression: at(clock, 2 * MINUTE) })));
    expect(await queues.receive(QUEUE.timers)).toBeDefined();
  });

  it('fires late rather than never when the scheduler was away', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'desk-scheduler-')), 'schedules.sqlite');
    const first = await scheduler({ file });
    await first.client.send(new CreateScheduleCommand(schedule({ ScheduleExpression: at(first.clock, 30 * MINUTE) })));
    await first.service.close();
    running.splice(0);
    await scheduler({ file, realNow: () => Date.now() + 60 * MINUTE });
    expect(await queues.receive(QUEUE.timers)).toBeDefined();
  });
});

describe('the requests of the Scheduler API', () => {
  it('gives back what was registered', async () => {
    const { client, clock } = await scheduler({ speed: 1 });
    const ScheduleExpression = at(clock, 60 * MINUTE);
    const before = Math.floor(clock.now().getTime() / 1000) * 1000;
    const created = await client.send(new CreateScheduleCommand(schedule({ ScheduleExpression })));
    const found = await client.send(new GetScheduleCommand({ Name: 'T-4F7K2M9Q.1', GroupName: GROUP }));
    expect(created.ScheduleArn).toBe(`arn:aws:scheduler:${REGION}:000000000000:schedule/desk/T-4F7K2M9Q.1`);
    expect(found).toMatchObject({
      Arn: created.ScheduleArn,
      ScheduleExpression,
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: queueArn(QUEUE.timers), Input: '{"ticketId":"T-4F7K2M9Q","version":1}' },
    });
    expect(found.CreationDate?.getTime()).toBeGreaterThanOrEqual(before);
    expect(found.CreationDate?.getTime()).toBeLessThanOrEqual(clock.now().getTime());
  });

  it('replaces on update everything that it is not given', async () => {
    const { client, clock } = await scheduler({ speed: 1 });
    const ScheduleExpression = at(clock, 60 * MINUTE);
    await client.send(new CreateScheduleCommand(schedule({ ScheduleExpression, Description: 'first' })));
    await client.send(new UpdateScheduleCommand(schedule({ ScheduleExpression, ActionAfterCompletion: undefined })));
    const found = await client.send(new GetScheduleCommand({ Name: 'T-4F7K2M9Q.1', GroupName: GROUP }));
    expect(found.Description).toBeUndefined();
    expect(found.ActionAfterCompletion).toBe('NONE');
  });

  it('refuses a second schedule of a name, but not the same request again', async () => {
    const { client, clock } = await scheduler({ speed: 1 });
    const input = schedule({ ScheduleExpression: at(clock, 60 * MINUTE), ClientToken: 'once' });
    await client.send(new CreateScheduleCommand(input));
    await client.send(new CreateScheduleCommand(input));
    const second = client.send(new CreateScheduleCommand({ ...input, ClientToken: 'twice' }));
    await expect(second).rejects.toThrow(ConflictException);
  });

  it.each([
    ['get', (client: SchedulerClient) => client.send(new GetScheduleCommand({ Name: 'none' }))],
    ['delete', (client: SchedulerClient) => client.send(new DeleteScheduleCommand({ Name: 'none' }))],
    [
      'update',
      (client: SchedulerClient) =>
        client.send(new UpdateScheduleCommand(schedule({ ScheduleExpression: 'at(2099-01-01T00:00:00)' }))),
    ],
    [
      'create in an unknown group',
      (client: SchedulerClient) =>
        client.send(
          new CreateScheduleCommand(schedule({ GroupName: 'other', ScheduleExpression: 'at(2099-01-01T00:00:00)' })),
        ),
    ],
  ])('says that what it should %s is not there', async (_, request) => {
    const { client } = await scheduler({ speed: 1 });
    await expect(request(client)).rejects.toThrow(ResourceNotFoundException);
  });

  it.each([
    ['a past time', { ScheduleExpression: 'at(2020-01-01T00:00:00)' }],
    ['milliseconds', { ScheduleExpression: 'at(2099-01-01T00:00:00.000)' }],
    ['a zone in the expression', { ScheduleExpression: 'at(2099-01-01T00:00:00Z)' }],
    ['a date that does not exist', { ScheduleExpression: 'at(2099-02-30T00:00:00)' }],
    ['another kind of expression', { ScheduleExpression: '2099-01-01T00:00:00' }],
    ['a slash in the name', { Name: 'a/b', ScheduleExpression: 'at(2099-01-01T00:00:00)' }],
    ['a name of 65 characters', { Name: 'x'.repeat(65), ScheduleExpression: 'at(2099-01-01T00:00:00)' }],
    ['no flexible window', { FlexibleTimeWindow: undefined, ScheduleExpression: 'at(2099-01-01T00:00:00)' }],
    ['no target', { Target: undefined, ScheduleExpression: 'at(2099-01-01T00:00:00)' }],
    [
      'no role',
      {
        Target: { Arn: queueArn(QUEUE.timers), RoleArn: undefined },
        ScheduleExpression: 'at(2099-01-01T00:00:00)',
      },
    ],
    [
      'an input that no queue takes',
      {
        ScheduleExpression: 'at(2099-01-01T00:00:00)',
        Target: { Arn: queueArn(QUEUE.timers), RoleArn: SCHEDULE_ROLE_ARN, Input: 'x'.repeat(256 * 1024 + 1) },
      },
    ],
    ['another zone', { ScheduleExpressionTimezone: 'Mars', ScheduleExpression: 'at(2099-01-01T00:00:00)' }],
  ])('refuses %s', async (_, part) => {
    const { client } = await scheduler({ speed: 1 });
    await expect(client.send(new CreateScheduleCommand(schedule(part)))).rejects.toThrow(ValidationException);
    expect(takeViolations()).toEqual([{ service: 'Scheduler', rule: expect.any(String) }]);
  });

  it('forgives a fast clock what passed while the request was under way', async () => {
    const { client, clock } = await scheduler({ speed: 60 });
    await client.send(new CreateScheduleCommand(schedule({ ScheduleExpression: at(clock, -10_000) })));
    expect(await queues.receive(QUEUE.timers)).toBeDefined();
  });

  it('lists by group and prefix, page by page', async () => {
    const { client, clock } = await scheduler({ speed: 1 });
    const ScheduleExpression = at(clock, 60 * MINUTE);
    for (const Name of ['T-A.1', 'T-B.1', 'T-C.1', 'other']) {
      await client.send(new CreateScheduleCommand(schedule({ Name, ScheduleExpression })));
    }
    const query = { GroupName: GROUP, NamePrefix: 'T-', MaxResults: 2 };
    const first = await client.send(new ListSchedulesCommand(query));
    const second = await client.send(new ListSchedulesCommand({ ...query, NextToken: first.NextToken }));
    expect(first.Schedules?.map((one) => one.Name)).toEqual(['T-A.1', 'T-B.1']);
    expect(second.Schedules?.map((one) => one.Name)).toEqual(['T-C.1']);
    expect(second.NextToken).toBeUndefined();
  });
});

async function names(client: SchedulerClient) {
  const answer = await client.send(new ListSchedulesCommand({ GroupName: GROUP }));
  return answer.Schedules?.map((one) => one.Name);
}
