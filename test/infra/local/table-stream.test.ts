import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDynamoWithStream } from '../../../infra/local/emulators/dynamo.ts';
import { createTables } from '../../../infra/local/emulators/tables.ts';
import { enterEnvironment } from '../../../infra/local/environment.ts';
import { sdkEnvironment } from '../../../infra/local/function-env.ts';
import { PEOPLE_TABLE, TICKET_TABLE } from '../../../infra/local/resources.ts';

type Started = Awaited<ReturnType<typeof startDynamoWithStream>>;

let dynamo: Started;
let client: DynamoDBDocumentClient;
let data: string;

async function start(): Promise<void> {
  dynamo = await startDynamoWithStream(TICKET_TABLE, data);
  const nowhere = 'http://127.0.0.1:9';
  const others = { messaging: nowhere, mailbox: nowhere, scheduler: nowhere, secrets: nowhere, bus: nowhere };
  enterEnvironment(sdkEnvironment({ ...others, dynamo: dynamo.url }));
  await createTables({ tickets: TICKET_TABLE, people: PEOPLE_TABLE });
  client = DynamoDBDocumentClient.from(new DynamoDBClient());
}

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'desk-stream-'));
  await start();
});
afterEach(async () => {
  client.destroy();
  await dynamo.close();
});

const put = (Item: Record<string, unknown>, TableName = TICKET_TABLE) =>
  client.send(new PutCommand({ TableName, Item }));
const records = (from = 0) => dynamo.stream.after(from, 1000);
const said = ({ eventName, dynamodb }: DynamoDBRecord) => [
  eventName,
  dynamodb?.OldImage?.n?.N,
  dynamodb?.NewImage?.n?.N,
];

/** As DynamoDB Streams does (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html). */
describe('the stream of the local table', () => {
  it('has each change of an item, with how it was and is, in order', async () => {
    await put({ pk: 'TICKET#T', sk: 'TICKET', n: 1 });
    await put({ pk: 'TICKET#T', sk: 'TICKET', n: 2 });
    await client.send(
      new UpdateCommand({
        TableName: TICKET_TABLE,
        Key: { pk: 'TICKET#T', sk: 'TICKET' },
        UpdateExpression: 'SET n = :n',
        ExpressionAttributeValues: { ':n': 3 },
      }),
    );
    await client.send(new DeleteCommand({ TableName: TICKET_TABLE, Key: { pk: 'TICKET#T', sk: 'TICKET' } }));
    const found = await records();
    expect(found.map(said)).toEqual([
      ['INSERT', undefined, '1'],
      ['MODIFY', '1', '2'],
      ['MODIFY', '2', '3'],
      ['REMOVE', '3', undefined],
    ]);
    expect(found[0]?.dynamodb?.Keys).toEqual({ pk: { S: 'TICKET#T' }, sk: { S: 'TICKET' } });
  });

  it('has no record of a write that changes nothing, that is refused, or of another table', async () => {
    await put({ pk: 'TICKET#T', sk: 'TICKET', n: 1, list: ['a'] });
    await put({ sk: 'TICKET', list: ['a'], n: 1, pk: 'TICKET#T' });
    const Item = { pk: 'TICKET#T', sk: 'TICKET', n: 2 };
    const refused = client.send(
      new PutCommand({ TableName: TICKET_TABLE, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    );
    await expect(refused).rejects.toThrow();
    await put({ pk: 'AGENTS', sk: 'ada' }, PEOPLE_TABLE);
    expect(await records()).toHaveLength(1);
  });

  it('has what is written side by side in order of each key, and every one of them', async () => {
    const writeAll = async (ticket: string) => {
      for (let n = 1; n <= 20; n += 1) await put({ pk: ticket, sk: 'TICKET', n });
    };
    const tickets = Array.from({ length: 10 }, (_, index) => `TICKET#${index}`);
    await Promise.all(tickets.map(writeAll));
    const found = await records();
    expect(found).toHaveLength(200);
    for (const ticket of tickets) {
      const own = found.filter(({ dynamodb }) => dynamodb?.Keys?.pk?.S === ticket);
      expect(own.map((each) => said(each)[2])).toEqual(Array.from({ length: 20 }, (_, n) => String(n + 1)));
    }
    const numbers = found.map(({ dynamodb }) => Number(dynamodb?.SequenceNumber));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it('keeps over a restart what nobody has read, and how far the others were', async () => {
    for (const n of [1, 2, 3]) await put({ pk: 'TICKET#T', sk: 'TICKET', n });
    await dynamo.stream.advance('reader', 2);
    client.destroy();
    await dynamo.close();
    await start();
    expect(await dynamo.stream.cursor('reader')).toBe(2);
    expect((await records(2)).map(said)).toEqual([['MODIFY', '2', '3']]);
    expect(await dynamo.stream.isRead('reader')).toBe(false);
    await dynamo.stream.advance('reader', 3);
    expect(await dynamo.stream.isRead('reader')).toBe(true);
  });

  it('gives no number twice, though all that was read is gone', async () => {
    await put({ pk: 'TICKET#T', sk: 'TICKET', n: 1 });
    await dynamo.stream.advance('reader', 1);
    expect(await records()).toEqual([]);
    client.destroy();
    await dynamo.close();
    await start();
    await put({ pk: 'TICKET#T', sk: 'TICKET', n: 2 });
    expect((await records(1)).map(({ dynamodb }) => Number(dynamodb?.SequenceNumber))).toEqual([2]);
  });

  it('gives whoever waits the next change, and nothing when the wait is over', async () => {
    const waited = dynamo.stream.after(0, 1000, 60_000);
    await put({ pk: 'TICKET#T', sk: 'TICKET', n: 1 });
    expect((await waited).map(said)).toEqual([['INSERT', undefined, '1']]);
    expect(await dynamo.stream.after(1, 1000, 50)).toEqual([]);
  });
});
