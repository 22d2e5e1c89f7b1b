import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { INDEX, TABLE_KEY } from '../../../shared/names.ts';

type Key = { partition: string; sort: string };
type Index = (typeof INDEX)[keyof typeof INDEX];

/** Makes the desk's two tables; those that are already there stay. Needs endpoint and region of the environment. */
export async function createTables(names: { tickets: string; people: string }): Promise<void> {
  const client = new DynamoDBClient();
  try {
    await createTable(client, names.tickets, Object.values(INDEX));
    await createTable(client, names.people, []);
  } finally {
    client.destroy();
  }
}

async function createTable(client: DynamoDBClient, TableName: string, indexes: Index[]): Promise<void> {
  // Every attribute that is part of a key must be declared, once.
  const parts = new Set([TABLE_KEY, ...indexes].flatMap(({ partition, sort }: Key) => [partition, sort]));
  try {
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: keys(TABLE_KEY),
        AttributeDefinitions: [...parts].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes.map(indexOf) }),
      }),
    );
    await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName });
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

function keys({ partition, sort }: Key) {
  return [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
}

function indexOf({ name, include, ...key }: Index) {
  const Projection =
    include.length > 0
      ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...include] }
      : { ProjectionType: 'KEYS_ONLY' as const };
  return { IndexName: name, KeySchema: keys(key), Projection };
}
