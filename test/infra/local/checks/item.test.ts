import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkItem, itemFault } from '../../../../infra/local/checks/item.ts';
import type { Table } from '../../../../shared/aws/table.ts';
import { INDEX, TABLE_KEY } from '../../../../shared/names.ts';
import { dynamoTables } from '../../../support/dynamo-tables.ts';
import { takeViolations } from '../../../support/violations.ts';

const newTables = dynamoTables();
let table: Table;
beforeAll(async () => {
  table = (await newTables()).tickets;
});

const KEYS = [{ name: 'table', ...TABLE_KEY }, ...Object.values(INDEX)];
const KIB = 1024;
const key = { pk: 'TICKET#T-1', sk: 'TICKET' };

/** An item of exactly this size: `pk`, `sk` and `x` with what they hold. */
const itemOf = (bytes: number) => ({ ...key, x: 'x'.repeat(bytes - 'pkTICKET#T-1skTICKETx'.length) });

type Item = Record<string, unknown>;

describe.each<[string, (item: Item) => Promise<unknown>]>([
  ['on the wire', (Item) => table.client.send(new PutCommand({ TableName: table.name, Item }))],
  ['in memory', async (item) => checkItem(item, KEYS)],
])('an item %s', (_, put) => {
  it.each<[string, Item]>([
    ['of 400 kB', itemOf(400 * KIB)],
    ['whose index keys are as long as they may be', { ...key, view: 'é'.repeat(KIB), viewKey: 'é'.repeat(KIB / 2) }],
    ['that is in no index', { ...key, mailId: undefined }],
  ])('%s is taken', async (_, item) => {
    await put(item);
  });

  it.each<[string, Item, string]>([
    ['of a byte more than 400 kB', itemOf(400 * KIB + 1), 'Item size has exceeded'],
    ['with a partition key of an index over 2,048 bytes', { ...key, mailId: `é${'x'.repeat(2 * KIB - 1)}` }, 'hashkey'],
    ['with a sort key of an index over 1,024 bytes', { ...key, view: 'a', viewKey: 'é'.repeat(KIB) }, 'range keys'],
    ['with its own partition key over 2,048 bytes', { pk: 'é'.repeat(1025), sk: 'a' }, 'hashkey'],
    ['with an empty key of an index', { ...key, mailId: '' }, 'empty string'],
    ['with one empty key of an index that it is not in', { ...key, view: '' }, 'empty string'],
    ['with an empty key of its own', { pk: '', sk: 'a' }, 'empty string'],
  ])('%s is refused, and the test that wrote it hears of it', async (_, item, text) => {
    await expect(put(item)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(text),
    });
    expect(takeViolations()).toEqual([{ service: 'DynamoDB', rule: expect.stringContaining(text) }]);
  });
});

it('an update that makes an index key too long is refused, and changes nothing', async () => {
  const update = (mailId: string) =>
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: 'TICKET#T-2', sk: 'TICKET' },
        UpdateExpression: 'SET mailId = :mailId',
        ExpressionAttributeValues: { ':mailId': mailId },
        ReturnValues: 'ALL_OLD',
      }),
    );
  await update('<a@x>');
  await expect(update('x'.repeat(3 * KIB))).rejects.toMatchObject({ name: 'ValidationException' });
  expect(takeViolations()).toHaveLength(1);
  expect((await update('<b@x>')).Attributes?.mailId).toBe('<a@x>');
});

describe('a read', () => {
  const get = (pk: string) => table.client.send(new GetCommand({ TableName: table.name, Key: { pk, sk: 'TICKET' } }));
  const query = (mailId: string, pk?: string) =>
    table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: INDEX.byMailId.name,
        KeyConditionExpression: `mailId = :mailId${pk === undefined ? '' : ' AND pk > :pk'}`,
        ExpressionAttributeValues: { ':mailId': mailId, ...(pk !== undefined && { ':pk': pk }) },
      }),
    );

  it('by keys as long as they may be is answered', async () => {
    await get('é'.repeat(KIB));
    await query('é'.repeat(KIB), 'é'.repeat(KIB / 2));
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a key that is too long', () => get(`x${'é'.repeat(KIB)}`)],
    ['a key of an index that is too long', () => query(`x${'é'.repeat(KIB)}`)],
    ['a sort key of an index that is too long', () => query('a', `x${'é'.repeat(KIB / 2)}`)],
    ['an empty key of an index', () => query('')],
  ])('by %s is refused', async (_, read) => {
    await expect(read()).rejects.toMatchObject({ name: 'ValidationException' });
    expect(takeViolations()).toHaveLength(1);
  });
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
it.each<[string, unknown, number]>([
  ['a text in UTF-8', 'é€', 5],
  ['a number by its digits', 1234567890123456, 9],
  ['a negative one', -1.5, 3],
  ['nothing', null, 1],
  ['a yes', true, 1],
  ['bytes', Buffer.alloc(7), 7],
  ['a list', ['a', 'bc'], 3 + 2 + 3],
  ['a map', { ab: 'c', gone: undefined }, 3 + 1 + 3],
  ['a set', new Set(['a', 'bc']), 3],
])('the size of %s is counted', (_, value, size) => {
  const filled = (rest: number) => ({ value, x: 'x'.repeat(400 * KIB - 'valuex'.length - rest) });
  expect(itemFault(filled(size), [])).toBeUndefined();
  expect(itemFault(filled(size - 1), [])).toBeDefined();
});
