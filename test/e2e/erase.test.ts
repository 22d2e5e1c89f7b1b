import { GetObjectCommand, ListObjectsV2Command, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ENV } from '../../shared/names.ts';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { queuesEmptyOf } from './support/queues.ts';
import { tablesOf } from './support/tables.ts';
import { waitFor } from './support/wait-for.ts';

/** A person who wrote by every door of the running desk is erased: nothing of them is left in tables, bucket and the functions' logs. */

const NADIA = 'nadia@nowhere.example';
const HERS = /nadia|nowhere\.example|kumquat|marzipan/i;

let desk: RunningDesk;
beforeAll(async () => {
  desk = await startDesk({ log: 'info' });
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

/** Everything in the bucket, every version: its key, and its bytes as text. */
async function bucket(): Promise<{ key: string; text: string }[]> {
  const { env } = desk.running;
  const s3 = new S3Client({
    endpoint: env.AWS_ENDPOINT_URL_S3 ?? '',
    forcePathStyle: true,
    region: env.AWS_REGION ?? '',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const Bucket = env[ENV.mailBucket];
  const { Contents = [], IsTruncated } = await s3.send(new ListObjectsV2Command({ Bucket }));
  expect(IsTruncated).toBeFalsy();
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  const older = [...Versions, ...DeleteMarkers].map(({ Key = '' }) => ({ key: Key, text: '' }));
  const newest = Contents.map(async ({ Key = '' }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return { key: Key, text: (await Body?.transformToString()) ?? '' };
  });
  return [...(await Promise.all(newest)), ...older];
}

const tracesInBucket = async () =>
  (await bucket()).filter(({ key, text }) => HERS.test(key) || HERS.test(text)).map(({ key }) => key);

async function change(id: string, body: unknown) {
  expect((await desk.api(`/api/tickets/${id}`, { method: 'PATCH', body: JSON.stringify(body) })).status).toBe(200);
}

it('leaves no word of a person in any item, object or log, mails nobody for it, and no replay brings them back (A15)', async () => {
  const attachments = [{ filename: 'marzipan.txt', content: 'a file of marzipan' }];
  const hers = { from: `Nadia Kumquat <${NADIA}>`, login: NADIA };
  await desk.mail({
    ...hers,
    subject: 'Kumquat by mail',
    html: `<p>Long <b>marzipan</b>. ${'More. '.repeat(2000)}</p>`,
    attachments,
  });
  const { id } = await desk.ticket('Kumquat by mail');
  const acknowledged = await desk.received(NADIA);
  await desk.mail({ ...hers, to: acknowledged.replyTo[0] as string, subject: 'Re: Kumquat', text: 'More marzipan.' });
  const answer = { text: 'Dear Nadia, here is your marzipan.' };
  await desk.api(`/api/tickets/${id}/responses`, { method: 'POST', body: JSON.stringify(answer) });
  await desk.received(NADIA, ({ body }) => body.text?.includes('here is your marzipan') === true);
  const form = { email: NADIA, name: 'Nadia', subject: 'Kumquat by form', body: 'Marzipan.' };
  expect((await desk.webhook(JSON.stringify(form))).status).toBe(200);
  await desk.mail({
    from: 'carlo@other.example',
    login: 'carlo@other.example',
    cc: NADIA,
    subject: 'A window',
    text: 'Is shut.',
  });
  const window = await desk.ticket('A window');
  await waitFor('the second mail', async () => {
    const { messages } = (await (await desk.api(`/api/tickets/${id}`)).json()) as { messages: unknown[] };
    return messages.length === 3 ? true : undefined;
  });
  const byForm = await desk.ticket('Kumquat by form');
  await change(id, { state: 'closed' });
  await change(byForm.id, { state: 'closed', reason: 'withdrawn' });
  await desk.received('luca@team.example', ({ subject }) => subject.includes(window.id));
  expect((await tracesInBucket()).length).toBeGreaterThan(6);
  expect(await tablesOf(desk.running)).toMatch(HERS);

  expect(await desk.command('customers', 'erase', NADIA)).toMatchObject({
    code: 1,
    text: expect.stringContaining('2 tickets'),
  });
  // What waits for the team is told first, save that a colleague answered: of that they hear quietly, within a minute or so.
  await queuesEmptyOf(desk.running);
  const before = (await desk.mailbox()).length;
  expect(await desk.command('customers', 'erase', NADIA, '--scan', '--yes')).toMatchObject({ code: 0 });
  const tables = await tablesOf(desk.running);
  // The requests of a domain in an hour are counted by its name; that goes by itself within a day.
  const items = (JSON.parse(tables) as { pk: { S: string } }[]).filter(({ pk }) => !pk.S.startsWith('FLOOD#'));
  expect(items.filter((item) => HERS.test(JSON.stringify(item)))).toEqual([]);
  expect(await tracesInBucket()).toEqual([]);
  expect(desk.output()).toContain('a mail is decided on');
  expect(desk.output()).not.toMatch(HERS);

  const replayed = await desk.command('replay', '--yes');
  expect(replayed).toMatchObject({ code: 0, text: expect.stringContaining('nobody is mailed') });
  const { tickets } = (await (await desk.api('/api/tickets?limit=100')).json()) as { tickets: { id: string }[] };
  expect(tickets.map((ticket) => ticket.id).sort()).toEqual([id, byForm.id, window.id].sort());
  const since = (await desk.mailbox()).slice(before).map(({ subject }) => subject);
  expect(since.filter((subject) => !subject.startsWith('A colleague answered'))).toEqual([]);
  expect(await desk.command('doctor')).toMatchObject({ code: 0, text: 'all is well\n' });
});
