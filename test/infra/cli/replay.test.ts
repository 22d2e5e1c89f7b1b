import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-email/handler.ts';
import { run } from '../../../infra/cli/desk.ts';
import { erasedIn, noteErased } from '../../../infra/cli/erase/erased.ts';
import { replay } from '../../../infra/cli/replay/replay.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { sqsIntake } from '../../../shared/aws/intake-queue.ts';
import type { Table } from '../../../shared/aws/table.ts';
import { fileByAgent } from '../../../shared/intake/file-by-agent.ts';
import { formDesk, send } from '../../functions/ingest-webhook/form.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryBucketOf } from '../../support/erase-desk.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { submit } from '../../support/page.ts';
import { ada, deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';
import { tableDesk } from '../../support/table-desk.ts';
import { testIo } from './io.ts';

/** Mails of 08:00, 08:10, 08:20 …, of which a desk that was set back to before them knows nothing. */

const newTables = dynamoTables();
const minute = (at: number) => `2026-11-30T08:${String(at).padStart(2, '0')}:00.000Z`;

let desk: MemoryDesk;
let times: Map<string, string>;
let pauses: number;
beforeEach(() => {
  desk = deskOf({ now: '2026-11-30T14:00:00.000Z' });
  times = new Map();
  pauses = 0;
});

/** Puts a mail where SES does, with its notification or, when that was lost, without. */
async function stored(name: string, at: string, { from = 'anna@rossi.example', isAnnounced = true } = {}) {
  const mail = `From: ${from}\r\nTo: help@support.example\r\nMessage-ID: <${name}@rossi.example>\r\nSubject: ${name}\r\n\r\nWords of ${name}.\r\n`;
  await desk.files.write(`raw/${name}`, Buffer.from(mail), 'message/rfc822');
  times.set(`raw/${name}`, at);
  if (!isAnnounced) return;
  const notification = {
    notificationType: 'Received',
    receipt: {
      timestamp: at,
      recipients: ['help@support.example'],
      spamVerdict: { status: 'PASS' },
      virusVerdict: { status: 'PASS' },
      dmarcVerdict: { status: 'PASS' },
      action: { type: 'S3', objectKey: `raw/${name}` },
    },
    mail: { messageId: name, source: from, commonHeaders: { from: [from] } },
  };
  await desk.files.write(`received/${name}.json`, Buffer.from(JSON.stringify(notification)), 'application/json');
}

const countPause = async () => {
  pauses += 1;
};

/** The command, and then whatever it put on the queue. */
async function command(args: string[], tickets?: Table) {
  const { io, out, err } = testIo();
  const bodies: string[] = [];
  const sqs = {
    async send(sent: SendMessageCommand) {
      expect(sent).toBeInstanceOf(SendMessageCommand);
      bodies.push(sent.input.MessageBody ?? '');
    },
  };
  const on = { ...desk, intake: sqsIntake(sqs as unknown as SQSClient, 'arn:aws:sqs:eu-west-1:000000000000:intake') };
  const bucket = memoryBucketOf(desk.stored, [], (key) => times.get(key) ?? minute(0));
  const erased = () => erasedIn(bucket);
  const open = async () => ({ desk: on, bucket, erased, tickets: tickets as Table });
  let failure = '';
  const status = await replay(args, io, open, countPause).catch((error: Error) => {
    failure = error.message;
    return 'threw';
  });
  await takeIn(bodies);
  return { status, out: out(), err: err() + failure };
}

async function takeIn(bodies: readonly string[]) {
  const context: Context = { ...lambdaContext('ingest-email'), getRemainingTimeInMillis: () => 60_000 };
  const handler = createHandler(desk, { hide: async () => {} });
  for (const body of bodies) {
    const record = { messageId: 'q', receiptHandle: 'r', body, attributes: { ApproximateReceiveCount: '1' } };
    expect(await handler({ Records: [record] } as unknown as SQSEvent, context)).toEqual({ batchItemFailures: [] });
  }
  await desk.team.drain();
}

const subjects = async () => (await ticketsOf(desk)).map(({ subject }) => subject).sort();

describe('replay of mails', () => {
  beforeEach(async () => {
    await stored('one', minute(0));
    await stored('two', minute(10));
    await stored('three', minute(20), { isAnnounced: false });
    // Neither is a request: by the one the desk looks at itself, the other SES writes once.
    await stored('canary', minute(7), { from: 'canary@support.example' });
    await desk.files.write('raw/AMAZON_SES_SETUP_NOTIFICATION', Buffer.from('hello'), 'text/plain');
    times.set('raw/AMAZON_SES_SETUP_NOTIFICATION', minute(5));
  });

  it('shows how many there are, the first and the last, and how many the desk has; it gives none without --yes', async () => {
    await command([minute(0), minute(10), '--yes']);
    const { status, out, err } = await command([]);
    expect(status).toBe(1);
    expect(out).toBe(
      `3 objects, the first of ${minute(0)}, the last of ${minute(20)}\n1 of them the desk has: those it finds again, and does nothing twice\n`,
    );
    expect(err).toContain('--yes');
    expect(await subjects()).toEqual(['one']);
  });

  it('makes their tickets from when each came, one that was never announced as well, and mails nobody', async () => {
    const { status, out } = await command([minute(0), '--yes']);
    expect({ status, pauses }).toEqual({ status: 0, pauses: 3 });
    expect(out).toContain('3 given to the desk once more; nobody is mailed for it');
    expect(await subjects()).toEqual(['one', 'three', 'two']);
    expect((await ticketsOf(desk)).map(({ createdAt }) => createdAt).sort()).toEqual([
      minute(0),
      minute(10),
      minute(20),
    ]);
    expect(desk.sent).toEqual([]);
  });

  it('takes those from FROM on and before TO', async () => {
    expect((await command([minute(10), minute(20), '--yes'])).out).toContain('1 object,');
    expect(await subjects()).toEqual(['two']);
    expect((await command(['2026-11-30T09:10:00+01:00', minute(11)])).out).toContain('1 of them the desk has');
  });

  it('does nothing twice', async () => {
    await command(['--yes']);
    const before = await ticketsOf(desk);
    await command(['--yes']);
    expect(await ticketsOf(desk)).toEqual(before);
    for (const { id } of before) expect(await messagesOf(desk, id)).toHaveLength(1);
  });

  it('mails with --send, as if it came now', async () => {
    expect((await command([minute(0), minute(10), '--send', '--yes'])).out).toContain('mails go out');
    expect(desk.sent.map(({ recipient }) => recipient)).toContain('anna@rossi.example');
  });

  it('keeps what the service said as it was: what is given once more later is not quiet for that', async () => {
    const before = desk.stored.get('received/one.json')?.content.toString();
    await command([minute(0), minute(10), '--yes']);
    expect(desk.stored.get('received/one.json')?.content.toString()).toBe(before);
  });

  it('passes over what somebody sent who was erased since, and takes what they sent after that', async () => {
    await noteErased(desk.files, { address: 'anna@rossi.example' }, minute(10));
    expect((await command(['--yes'])).out).toContain('1 of somebody who was erased since: passed over');
    expect(await subjects()).toEqual(['three', 'two']);
  });

  it('goes on after one that cannot be read, and names it without its words', async () => {
    await desk.files.write('received/one.json', Buffer.from('{"subject":"secret words"'), 'application/json');
    const { status, out, err } = await command(['--yes']);
    expect({ status, err }).toEqual({ status: 1, err: 'warning: raw/one was not taken: SyntaxError\n' });
    expect(out).not.toContain('secret');
    expect(await subjects()).toEqual(['three', 'two']);
  });

  it.each([
    [['yesterday'], 'FROM must be an instant'],
    [[minute(1), minute(0)], 'FROM must be before TO'],
    [[minute(0), minute(1), minute(2)], 'at most two instants'],
    [['--prefix', 'attachments/'], '--prefix must begin with'],
  ])('is wrongly called with %j', async (args, why) => {
    const { status, err } = await command(args);
    expect(status).toBe('threw');
    expect(err).toContain(why);
  });

  it('says what it is in its help', async () => {
    const { io, out } = testIo();
    expect(await run(['replay', '--help'], io)).toBe(0);
    expect(out()).toContain('Example,');
  });
});

describe('replay of what came otherwise', () => {
  /** What was kept of a form, a page and a filing, on a desk that has lost its tables. */
  async function lost() {
    const before = formDesk();
    await submit(before, { subject: 'By page' });
    await send(before, { email: 'anna@rossi.example', subject: 'By form', body: 'It does not open.' });
    await send(before, { email: 'anna@rossi.example', subject: 'By form, refused', body: 'Another.' });
    const filing = { email: 'anna@rossi.example', subject: 'By Ada', body: 'Words.', channel: 'agent' } as const;
    await fileByAgent(before, { agent: ada, filing, source: 'api:one' });
    const tables = await newTables();
    ({ desk } = await tableDesk(tables));
    desk.setNow('2026-11-30T14:00:00.000Z');
    for (const [key, object] of before.stored) if (!key.startsWith('attachments/')) desk.stored.set(key, object);
    return tables.tickets;
  }

  it.each([
    ['webhooks/', 'By form'],
    ['pages/', 'By page'],
    ['filings/', 'By Ada'],
  ])('%s makes the ticket again, once, from when it came, and mails nobody', async (prefix, subject) => {
    const tickets = await lost();
    const first = await command(['--prefix', prefix, '--yes'], tickets);
    expect(first).toMatchObject({ status: 0, out: expect.stringContaining('1 given') });
    expect(await ticketsOf(desk)).toMatchObject([{ subject, createdAt: minute(0) }]);
    expect((await command(['--prefix', prefix], tickets)).out).toContain('1 of them the desk has');
    await command(['--prefix', prefix, '--yes'], tickets);
    expect(await subjects()).toEqual([subject]);
    expect(desk.sent).toEqual([]);
  });
});
