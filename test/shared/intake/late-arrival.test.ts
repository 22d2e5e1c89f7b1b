import type { Context, SQSEvent } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ingest-email/handler.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { keptNotification } from '../../../shared/intake/keep-notification.ts';
import { METRIC } from '../../../shared/names.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, ticketsOf } from '../../support/stories.ts';

/** A mail that SES stored and whose notification never came: the bucket speaks of it a quarter of an hour later. */

const ID = 'qep0tn36os1n6eij5od11faraurfobl6edqe9mg1';
const RAW = `raw/${ID}`;
const ANNA = 'anna@rossi.example';
const STORED = '2026-11-30T07:45:01Z';

let desk: MemoryDesk;
beforeEach(() => {
  desk = deskOf();
});

type Trace = { id?: string; results?: string; above?: string; below?: string; recipient?: string };

const RESULTS = (dmarc: string, spf = 'pass') =>
  `Authentication-Results: amazonses.com;\r\n spf=${spf} (spfCheck: domain of rossi.example designates 203.0.113.7 as permitted sender)` +
  ` client-ip=203.0.113.7; envelope-from=${ANNA}; helo=mx.rossi.example;\r\n dkim=pass header.i=@rossi.example;\r\n dmarc=${dmarc} header.from=rossi.example;\r\n`;

/** As SES stores it: its own lines stand above the sender's. */
const stored = ({
  id = ID,
  results = RESULTS('pass'),
  above = '',
  below = '',
  recipient = 'help@support.example',
}: Trace) =>
  `${above}Return-Path: <${ANNA}>\r\nReceived: from mx.rossi.example (mx.rossi.example [203.0.113.7])\r\n` +
  ` by inbound-smtp.eu-west-1.amazonaws.com with SMTP id ${id}\r\n for ${recipient};\r\n Mon, 30 Nov 2026 07:44:58 +0000 (UTC)\r\n` +
  `X-SES-Spam-Verdict: PASS\r\nX-SES-Virus-Verdict: PASS\r\nReceived-SPF: pass (spfCheck) client-ip=203.0.113.7;\r\n${results}` +
  `X-SES-RECEIPT: AEFB\r\n${below}From: ${ANNA}\r\nTo: help@support.example\r\nSubject: The door\r\nMessage-ID: <door@rossi.example>\r\n\r\nIt is stuck.\r\n`;

async function bucketSpeaks(time = STORED) {
  const body = JSON.stringify({
    ...{ version: '0', 'detail-type': 'Object Created', source: 'aws.s3', time },
    detail: { version: '0', bucket: { name: 'mail' }, object: { key: RAW, size: 900 }, reason: 'PutObject' },
  });
  const record = { messageId: 'q-1', receiptHandle: 'r', body, attributes: { ApproximateReceiveCount: '1' } };
  const context: Context = { ...lambdaContext('ingest-email'), getRemainingTimeInMillis: () => 60_000 };
  const handler = createHandler(desk, { hide: async () => {} });
  const { batchItemFailures } = await handler({ Records: [record] } as unknown as SQSEvent, context);
  await desk.team.drain();
  return batchItemFailures.length === 0;
}

const store = (mail: string) => desk.files.write(RAW, Buffer.from(mail), 'message/rfc822');
const late = () => desk.counted.get(METRIC.lateArrival) ?? 0;

it('is a ticket from when SES received it, proved as far as SES proved it, and its customer is acknowledged once (A9)', async () => {
  await store(stored({}));
  expect([await bucketSpeaks(), await bucketSpeaks()]).toEqual([true, true]);
  expect(await ticketsOf(desk)).toMatchObject([
    { createdAt: '2026-11-30T07:44:58.000Z', requester: { address: ANNA, verified: true } },
  ]);
  expect(mailed(desk).filter((to) => to === ANNA)).toHaveLength(1);
  expect(late()).toBe(1);
  // What was kept of it is what SES would have said: it can be taken in again as any other.
  expect(JSON.parse(await keptNotification(desk, RAW))).toMatchObject({
    receipt: { dmarcVerdict: { status: 'PASS' } },
  });
});

describe('proves nobody', () => {
  it.each<[string, Trace]>([
    ['where SES found that it does not', { results: RESULTS('fail') }],
    [
      'where the sender’s name has another result in it',
      { results: RESULTS('fail').replace('helo=mx', 'helo=dmarc=pass') },
    ],
    ['by lines that the sender wrote', { results: '', below: `X-Mailer: x\r\n${RESULTS('pass')}` }],
    ['by a trace that the sender wrote', { id: 'another' }],
    ['by a trace below another line', { above: 'X-First: x\r\n' }],
    ['by the results of another server', { results: RESULTS('pass').replace('amazonses.com', 'mx.evil.example') }],
  ])('%s', async (_, trace) => {
    await store(stored(trace));
    await bucketSpeaks();
    expect(await ticketsOf(desk)).toMatchObject([{ requester: { address: ANNA, verified: false } }]);
  });
});

it('that DMARC failed is acknowledged to nobody: what its domain asks for is not known', async () => {
  await store(stored({ results: RESULTS('fail') }));
  await bucketSpeaks();
  expect(mailed(desk)).not.toContain(ANNA);
  const [ticket] = await ticketsOf(desk);
  const [message] = await messagesOf(desk, ticket?.id ?? '');
  expect(message?.warnings.join()).toContain('what the domain of its From asks to do with such mail is not known');
});

it('without a trace it began when it was stored', async () => {
  await store(`From: ${ANNA}\r\nTo: help@support.example\r\nSubject: The door\r\n\r\nIt is stuck.\r\n`);
  await bucketSpeaks();
  expect(await ticketsOf(desk)).toMatchObject([
    { createdAt: '2026-11-30T07:45:01.000Z', requester: { address: ANNA, verified: false } },
  ]);
});

it('with a virus it is held', async () => {
  await store(stored({}).replace('Virus-Verdict: PASS', 'Virus-Verdict: FAIL'));
  await bucketSpeaks();
  expect(await ticketsOf(desk)).toEqual([]);
  expect((await desk.quarantine.list({ limit: 5 })).entries).toMatchObject([{ reason: 'virus' }]);
});

it.each([
  [
    'that was announced is left to its notification',
    async () => desk.files.write(`received/${ID}.json`, Buffer.from('{}'), 'application/json'),
  ],
  ['that is gone since is let go', async () => desk.stored.delete(RAW)],
])('a mail %s', async (_, before) => {
  await store(stored({}));
  await before();
  expect(await bucketSpeaks()).toBe(true);
  expect([await ticketsOf(desk), late()]).toEqual([[], 0]);
});

it.each([
  'tickets.create',
  'customers.find',
  'agents.list',
  'tickets.findByMailId',
  'secrets.signingKeys',
  'files.write',
])('is a ticket although %s failed at the first try', async (port) => {
  await store(stored({}));
  desk.faults.add({ port, times: 1 });
  const first = await bucketSpeaks();
  const taken = first || (await bucketSpeaks());
  expect([taken, (await ticketsOf(desk)).length]).toEqual([true, 1]);
  expect(mailed(desk).filter((to) => to === ANNA)).toHaveLength(1);
});

it.each([
  ['by a line of the sender’s that says otherwise', { below: 'X-SES-Virus-Verdict: PASS\r\n' }],
  ['where SES’s line names no recipient', { recipient: 'a list of names' }],
])('with a virus it is held, %s', async (_, trace) => {
  await store(stored(trace).replace('Virus-Verdict: PASS', 'Virus-Verdict: FAIL'));
  await bucketSpeaks();
  expect(await ticketsOf(desk)).toEqual([]);
});

it('a bucket that does not answer is asked again', async () => {
  await store(stored({}));
  desk.faults.add({ port: 'files.read', times: 1 });
  expect([await bucketSpeaks(), await bucketSpeaks()]).toEqual([false, true]);
  expect(await ticketsOf(desk)).toHaveLength(1);
});
