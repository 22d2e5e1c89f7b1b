import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandler as createIngestEmail } from '../../../functions/ingest-email/handler.ts';
import { deadLetters } from '../../../infra/cli/dead-letters/dead-letters.ts';
import { sqsLetterBox } from '../../../infra/cli/dead-letters/letter-box.ts';
import { type OpenDeadLetters, openDeadLetters } from '../../../infra/cli/dead-letters/open.ts';
import { QUEUES } from '../../../infra/cli/dead-letters/queues.ts';
import { run } from '../../../infra/cli/desk.ts';
import { functionEnvironment } from '../../../infra/local/function-env.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import type { Service } from '../../../infra/local/serve.ts';
import { QUEUE_NAMES, type QueueName } from '../../../shared/alarms.ts';
import { fifo } from '../../../shared/aws/target-queue.ts';
import { type MemoryDesk, memoryDesk } from '../../support/memory-desk.ts';
import { deskOf, ticketsOf, waitingTicket } from '../../support/stories.ts';
import { eventOf } from '../../support/told.ts';
import { startQueues } from '../local/queues.ts';
import { template } from '../stack/template.ts';
import { testIo } from './io.ts';
import { type Account, startAws } from './preflight/aws.ts';

let queues: Awaited<ReturnType<typeof startQueues>>;
let desk: MemoryDesk;
let open: OpenDeadLetters;

beforeEach(async () => {
  queues = await startQueues();
  desk = deskOf();
  const boxes = QUEUE_NAMES.map((name) => {
    const { deadLetters, own } = QUEUES[name];
    return sqsLetterBox(queues.sqs, {
      name,
      deadLetters: queues.urlOf(deadLetters.local),
      own: queues.urlOf(own.local),
    });
  });
  open = async () => ({ boxes, tickets: desk.tickets, machineNow: () => new Date(Date.now() + 3 * 3_600_000) });
});
afterEach(() => queues.stop());

/** Puts a message where its function gave it up. */
async function give(name: QueueName, body: unknown, attributes: Record<string, string> = {}): Promise<string> {
  const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
  const { MessageId = '' } = await queues.sqs.send(
    new SendMessageCommand({
      QueueUrl: queues.urlOf(QUEUES[name].deadLetters.local),
      ...(name === 'targets' ? fifo(MessageBody) : { MessageBody }),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: 'String', StringValue }]),
      ),
    }),
  );
  return MessageId;
}

async function command(...args: string[]) {
  const { io, out, err } = testIo();
  const status = await deadLetters(args, io, open);
  return { status, out: out(), err: err() };
}

const listed = async () =>
  (await command('list', '--json')).out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** What the bucket says of a mail that was stored, a quarter of an hour later (`infra/late-arrivals.ts`). */
const stored = (raw: string) => ({
  version: '0',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  time: '2026-11-30T08:00:00Z',
  detail: { bucket: { name: 'mail' }, object: { key: raw, size: 100 } },
});

/** What lies in the own queue of the intake goes to its function, which says of none that it is to come again. */
async function takeInAll(): Promise<void> {
  const handler = createIngestEmail(desk, { hide: async () => {} });
  const context = { ...lambdaContext('ingest-email'), getRemainingTimeInMillis: () => 60_000 };
  for (let next = await queues.receive('intake'); next; next = await queues.receive('intake', 0)) {
    const record = { messageId: 'q-1', receiptHandle: 'r', body: next.Body ?? '', eventSourceARN: 'arn:intake' };
    const event = { Records: [{ ...record, attributes: { ApproximateReceiveCount: '1' } }] } as SQSEvent;
    expect((await handler(event, context)).batchItemFailures).toEqual([]);
  }
}

const mail = (raw: string) => ({
  Type: 'Notification',
  Message: JSON.stringify({
    notificationType: 'Received',
    receipt: {
      timestamp: '2026-11-30T08:00:00.000Z',
      recipients: ['help@support.example'],
      action: { type: 'S3', objectKey: raw },
    },
    mail: {
      source: 'anna@rossi.example',
      messageId: 'ses-1',
      commonHeaders: { subject: 'Our secret project \u001b[31m' },
    },
  }),
});

describe('dead-letters list', () => {
  it('says of each what it is about, since when, and why, and nothing of what a mail says', async () => {
    const { id, timer } = await waitingTicket(desk);
    await give('intake', mail('raw/ses-1'));
    await give('timers', { ticketId: id, version: timer.version });
    await give('timers', { ticketId: id, version: timer.version - 1 });
    await give('timers', { ticketId: 'T-00000000', version: 1 });
    await give('team-mail', { waitsFor: 'ada' });
    await give('feedback', 'no JSON, but our secret project');
    const event = eventOf();
    await give('targets', { target: 'ops', event: { ...event, ticket: { ...event.ticket, id } } });
    await give(
      'schedules',
      { ticketId: id, version: timer.version },
      { ERROR_CODE: 'AccessDenied', ERROR_MESSAGE: 'no' },
    );
    expect(await listed()).toMatchObject([
      {
        queue: 'intake',
        tries: 0,
        about: 'mail raw/ses-1 from anna@rossi.example',
        why: expect.stringContaining('logs'),
      },
      { queue: 'timers', about: `ticket ${id}, timer 1`, why: 'see logs Escalate: timer not served' },
      { queue: 'timers', why: 'it counts no more: served or set anew since' },
      { queue: 'timers', about: 'ticket T-00000000, timer 1', why: 'there is no such ticket' },
      { queue: 'feedback', about: 'not known', why: 'its body is no JSON' },
      { queue: 'team-mail', about: 'what waits for ada' },
      { queue: 'targets', about: `target ops, "breached" of ticket ${id}`, why: expect.stringContaining('logs') },
      { queue: 'schedules', about: `ticket ${id}, timer 1`, why: 'AccessDenied: no' },
    ]);
    const { out } = await command('list');
    expect(out).toMatch(/^QUEUE +ID +AGE +TRIES +ABOUT +WHY\nintake +\S+ +3 h +1 +mail raw\/ses-1 from/);
    expect(out).not.toContain('secret project');
    expect(JSON.stringify(await listed())).not.toContain('secret project');
  });

  it('names the parts of a body that this version cannot read', async () => {
    await give('timers', { ticketId: 7 });
    expect(await listed()).toMatchObject([
      { why: 'its body is nothing that this version can read: ticketId, version' },
    ]);
  });

  it('looks through more than a call gives, and leaves all of them there', async () => {
    for (let at = 0; at < 23; at += 1) await give('timers', { ticketId: 'T-00000000', version: at });
    expect(await listed()).toHaveLength(23);
    expect(await listed()).toHaveLength(23);
  });

  it('says that nothing is there', async () => {
    expect(await command('list')).toEqual({ status: 0, out: 'nothing is there\n', err: '' });
  });
});

describe('dead-letters show', () => {
  it('gives one in whole, and a terminal obeys nothing of it', async () => {
    await give('team-mail', { waitsFor: 'ada' });
    const id = await give('intake', mail('raw/ses-1'));
    const { out } = await command('show', id);
    expect(out).toContain(`queue: intake\nid: ${id}\n`);
    expect(out).toContain('"objectKey": "raw/ses-1"');
    expect(out).toContain('Our secret project');
    expect(out).not.toContain('\u001b');
    const { body } = JSON.parse((await command('show', id, '--json')).out);
    expect(JSON.parse(body)).toEqual(mail('raw/ses-1'));
  });

  it('knows no other', async () => {
    await expect(command('show', 'nobody')).rejects.toThrow('no dead letter has the ID nobody');
  });
});

describe('dead-letters delete', () => {
  it('takes away the one of that id with --yes, and leaves the others where they can be seen', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 13; count += 1) ids.push(await give('intake', mail(`raw/ses-${count}`)));
    const [, , third = ''] = ids;
    const here = ['delete', third, '--queue', 'intake'];
    const asked = await command(...here);
    expect(asked).toMatchObject({ status: 1, out: expect.stringContaining(third) });
    expect(asked.err).toContain('nothing was deleted: add --yes');
    expect(await listed()).toHaveLength(13);
    expect(await command(...here, '--yes')).toMatchObject({ status: 0, out: `intake: ${third} is deleted\n` });
    const left = (await listed()).map(({ id }) => id);
    expect(left.toSorted()).toEqual(ids.filter((id) => id !== third).toSorted());
    await expect(command(...here, '--yes')).rejects.toThrow(`no dead letter has the ID ${third}`);
    expect(await listed()).toHaveLength(12);
  });

  it('needs one ID, and its queue', async () => {
    await expect(command('delete', '--queue', 'intake')).rejects.toMatchObject({ status: 2 });
    await expect(command('delete', 'x')).rejects.toThrow('name the queue');
  });
});

describe('dead-letters redrive', () => {
  it('sends nothing without --yes, and says what would go', async () => {
    await give('timers', { ticketId: 'T-00000000', version: 1 });
    const { status, out, err } = await command('redrive', '--queue', 'timers');
    expect([status, out]).toEqual([1, 'timers: 1 message\n']);
    expect(err).toContain('add --yes');
    expect(await listed()).toHaveLength(1);
  });

  it.each(QUEUE_NAMES)('sends what lies in %s back to its own queue, as it was', async (name) => {
    const others = QUEUE_NAMES.filter((each) => each !== name);
    for (const each of others) await give(each, { of: each });
    await give(name, { of: name }, { trace: 'ses-1' });
    const { status, out } = await command('redrive', '--queue', name, '--yes');
    expect([status, out]).toEqual([0, `${name}: 1 message sent back\n`]);
    const back = await queues.receive(QUEUES[name].own.local);
    expect(JSON.parse(back?.Body ?? '')).toEqual({ of: name });
    expect(back?.MessageAttributes?.trace?.StringValue).toBe('ses-1');
    expect((await listed()).map(({ queue }) => queue)).toEqual(others);
  });

  it('sends all of all queues', async () => {
    for (let at = 0; at < 12; at += 1) await give('timers', { ticketId: 'T-00000000', version: at });
    await give('intake', mail('raw/ses-1'));
    const { out } = await command('redrive', '--yes', '--json');
    expect(out).toContain('{"queue":"intake","sent":1}\n{"queue":"timers","sent":12}\n');
    expect(await listed()).toEqual([]);
  });

  it('loses nothing when it breaks off between sending and deleting, and goes on where it was', async () => {
    for (let at = 0; at < 3; at += 1) await give('timers', { ticketId: 'T-00000000', version: at });
    const { send } = queues.sqs;
    let calls = 0;
    queues.sqs.send = function broken(this: typeof queues.sqs, request: object, ...rest: never[]) {
      const isDelete = request.constructor.name === 'DeleteMessageCommand';
      calls += Number(isDelete);
      if (isDelete && calls === 2) return Promise.reject(new Error('the network is down'));
      return (send as (...args: unknown[]) => unknown).call(this, request, ...rest);
    } as never;
    await expect(command('redrive', '--queue', 'timers', '--yes')).rejects.toThrow(
      'it broke off after 1 message: Error: the network is down. Nothing is lost: run it again',
    );
    const versions = new Set<number>();
    for (let message = await queues.receive('timers', 0); message; message = await queues.receive('timers', 0))
      versions.add(JSON.parse(message.Body ?? '').version);
    const count = await queues.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: queues.urlOf('timers-dead-letters'),
        AttributeNames: ['All'],
      }),
    );
    const { ApproximateNumberOfMessages: there, ApproximateNumberOfMessagesNotVisible: hidden } =
      count.Attributes ?? {};
    expect([...versions]).toEqual([0, 1]);
    expect(Number(there) + Number(hidden)).toBe(2);
  });
});

/** What fails of late arrivals joins the intake's dead letters, and goes back to the intake's own queue, which knows them. */
describe('dead-letters of a mail that nobody announced', () => {
  const MAIL = 'From: anna@rossi.example\r\nTo: help@support.example\r\nSubject: The door\r\n\r\nIt is shut.\r\n';

  it('lists them by their mail and when it was stored, beside those that were announced', async () => {
    await give('intake', mail('raw/ses-1'));
    await give('intake', stored('raw/ses-2'));
    const why = 'see logs IngestEmail: mail not taken in';
    expect(await listed()).toMatchObject([
      { queue: 'intake', about: 'mail raw/ses-1 from anna@rossi.example', why },
      { queue: 'intake', about: 'mail raw/ses-2, stored at 2026-11-30T08:00:00.000Z, which nobody announced', why },
    ]);
  });

  it('shows one in whole', async () => {
    const id = await give('intake', stored('raw/ses-2'));
    const { out } = await command('show', id);
    expect(out).toContain('about: mail raw/ses-2, stored at');
    expect(out).toContain('"key": "raw/ses-2"');
    expect(JSON.parse(JSON.parse((await command('show', id, '--json')).out).body)).toEqual(stored('raw/ses-2'));
  });

  it('sends them back to where they become tickets, with the clock as of when they were stored, and once', async () => {
    await desk.files.write('raw/ses-2', Buffer.from(MAIL), 'message/rfc822');
    await give('intake', stored('raw/ses-2'));
    await give('intake', stored('raw/ses-2'));
    expect((await command('redrive', '--queue', 'intake', '--yes')).out).toBe('intake: 2 messages sent back\n');
    desk.pass(3 * 3_600);
    await takeInAll();
    expect(await ticketsOf(desk)).toMatchObject([
      { subject: 'The door', clock: { start: '2026-11-30T08:00:00.000Z' } },
    ]);
    expect(await listed()).toEqual([]);
  });

  it('are a mail that was deleted since: nothing comes of it, and it does not come back', async () => {
    await give('intake', stored('raw/ses-2'));
    await command('redrive', '--queue', 'intake', '--yes');
    await takeInAll();
    expect(await ticketsOf(desk)).toEqual([]);
  });
});

describe('dead-letters --stage', () => {
  let aws: Service;
  const { env } = process;
  const stacks: Account['stacks'] = new Map();
  const functions: Account['functions'] = new Map([['Api', functionEnvironment(memoryDesk().settings)]]);
  beforeEach(async () => {
    aws = await startAws(() => ({ stacks, functions }) as Account);
    const credentials = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    process.env = { ...env, ...credentials, AWS_ENDPOINT_URL: aws.url, AWS_ENDPOINT_URL_SQS: queues.client.endpoint };
  });
  afterEach(async () => {
    process.env = env;
    await aws.close();
  });

  it('finds the queues by the outputs of the stacks; without reports by events there is no queue of them', async () => {
    const outputs = Object.entries(QUEUES)
      .filter(([name]) => name !== 'feedback')
      .flatMap(([, { deadLetters, own }]) => [deadLetters, own])
      .map(({ output, local }) => [output, queues.urlOf(local)]);
    const desk = { ApiFunction: 'Api', ApiUrl: 'https://desk.example', ...Object.fromEntries(outputs) };
    stacks.set('SupportDesk-prod', { status: 'CREATE_COMPLETE', outputs: desk });
    await give('intake', mail('raw/ses-1'));
    open = openDeadLetters;
    expect((await command('list', '--stage', 'prod', '--json')).out).toContain('"about":"mail raw/ses-1 from');
    expect((await command('redrive', '--stage', 'prod', '--yes')).out).toContain('intake: 1 message sent back\n');
    expect((await queues.receive('intake'))?.Body).toContain('raw/ses-1');
    await expect(command('list', '--stage', 'prod', '--queue', 'feedback')).rejects.toThrow('has no queue feedback');
  });

  it('says that a stage is not deployed', async () => {
    stacks.clear();
    open = openDeadLetters;
    await expect(command('list', '--stage', 'prod')).rejects.toThrow('stage prod is not deployed');
  });
});

describe('dead-letters', () => {
  it.each([['list', '--queue', 'mail'], ['show'], ['list', 'T-1'], ['drop']])('refuses %j', async (...args) => {
    await expect(command(...args)).rejects.toMatchObject({ status: 2 });
  });

  it('has its own help, with an example', async () => {
    const { io, out } = testIo();
    expect(await run(['dead-letters', '--help'], io)).toBe(0);
    expect(out()).toMatch(/Example[\s\S]+npm run desk -- dead-letters redrive --queue intake/);
  });

  it('finds each queue by an output of the stack', () => {
    const outputs = Object.keys(template.findOutputs('*'));
    for (const { deadLetters: dead, own } of Object.values(QUEUES))
      expect(outputs).toEqual(expect.arrayContaining([dead.output, own.output]));
  });
});
