import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';

/** One of the desk's two tables (docs/data-model.md). */
export type Table = { client: DynamoDBDocumentClient; name: string };

export type Item = Record<string, unknown>;

export function openTable(client: DynamoDBClient, name: string): Table {
  return { name, client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }) };
}

/** Writes an item when the condition holds. False: it does not. */
export async function putIf(
  table: Table,
  item: Item,
  condition: Pick<PutCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues' | 'ExpressionAttributeNames'>,
): Promise<boolean> {
  return unlessRefused(table.client.send(new PutCommand({ TableName: table.name, Item: item, ...condition })));
}

/** When an item goes by itself, as the attribute `ttl` has it (epoch seconds): so many days after an instant or date (ISO, UTC). */
export function expiryOf(instant: string, days: number): number {
  return Math.floor(Date.parse(instant) / 1_000) + days * 24 * 60 * 60;
}

/** True when a conditional write went through, false when its condition did not hold. */
export async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** All items of a query, page after page, until `enough` of them have come. */
export async function queryAll(
  table: Table,
  query: Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>,
  enough = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await table.client.send(new QueryCommand({ TableName: table.name, ...query, ExclusiveStartKey }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey && items.length < enough);
  return items;
}
