import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHandler } from '../../../functions/ticket-changes/handler.ts';
import { scan } from '../../../infra/cli/doctor/scan.ts';
import { customersErase } from '../../../infra/cli/erase/erase.ts';
import { startDynamoWithStream } from '../../../infra/local/emulators/dynamo.ts';
import { createTables } from '../../../infra/local/emulators/tables.ts';
import { lambdaContext } from '../../../infra/local/lambda-context.ts';
import { fitsOne } from '../../../infra/local/stream-filter.ts';
import { STREAM_FILTERS } from '../../../infra/stream-filters.ts';
import { readRecord } from '../../../shared/aws/stream-record.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { findTickets } from '../../../shared/search/find-tickets.ts';
import { indexChanges } from '../../../shared/search/index-changes.ts';
import { redact } from '../../../shared/use-cases/redact.ts';
import { eraseDesk } from '../../support/erase-desk.ts';
import { ada, messagesOf, waitingTicket } from '../../support/stories.ts';
import { testIo } from './io.ts';

/** The index of a search by the stream of a table: written, hidden, erased. */

const NADIA = { address: 'nadia@nowhere.example', name: 'Nadia Kumquat', verified: true };
const MOST = 1_000;

let dynamo: Awaited<ReturnType<typeof startDynamoWithStream>>;
beforeEach(async () => {
  dynamo = await startDynamoWithStream('tickets');
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
  });
  await createTables({ tickets: 'tickets', people: 'people' });
});
afterEach(() => dynamo.close());

it('finds what was written, nothing of what was hidden, and nobody who was erased, though the stream comes late and again', async () => {
  const client = new DynamoDBClient({ endpoint: dynamo.url });
  const [tickets, people] = [openTable(client, 'tickets'), openTable(client, 'people')];
  const patient = await eraseDesk({ tickets, people });
  const { desk } = patient;
  const words = indexChanges(desk, desk.log);
  const handler = createHandler({ read: readRecord, consumers: { words }, setAside: async () => {}, log: desk.log });
  const read = async (from: number) => {
    const records = await dynamo.stream.after(from, MOST);
    const Records = records.filter((record) => fitsOne(STREAM_FILTERS, record));
    expect(await handler({ Records }, lambdaContext('ticket-changes'))).toEqual({ batchItemFailures: [] });
    return from + records.length;
  };
  const found = async (question: string) => (await findTickets(desk.words, question, 20)).tickets;

  const text = 'The marzipan is stuck, and my password is hunter2000.';
  const { id } = await waitingTicket(desk, { requester: NADIA, subject: 'Kumquats', text });
  let at = await read(0);
  expect([await found('marzipan hunter2000'), await found('nadia')]).toEqual([[id], [id]]);

  const [message] = await messagesOf(desk, id);
  const by = { ticketId: id, agent: ada, at: desk.now().toISOString() };
  await redact(desk, { ...by, messageKey: message?.key ?? '', words: 'hunter2000' });
  at = await read(at);
  expect([await found('marzipan'), await found('hunter2000')]).toEqual([[id], []]);

  desk.pass(60);
  const { io } = testIo();
  expect(await customersErase([NADIA.address, '--yes', '--open'], io, async () => patient)).toBe(0);
  const index = async () => {
    const items: string[] = [];
    for await (const item of scan(tickets)) if (/^WORDS?#/.test(String(item.pk))) items.push(JSON.stringify(item));
    return items.filter((item) => /nadi|nowher|kumquat|marzipan|hunter/i.test(item));
  };
  expect(await index()).toEqual([]);
  for (const from of [0, at]) {
    await read(from);
    expect(await index()).toEqual([]);
  }
  expect(await found('nadia')).toEqual([]);
  expect(await found(id)).toEqual([id]);
  client.destroy();
});
