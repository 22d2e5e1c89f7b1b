import {
  CreateTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { INDEX, TABLE_KEY } from '../../../shared/names.ts';

/** Makes the desk's table with its indexes; a table that is already there stays. Needs endpoint and region of the environment. */
export async function createTable(name: string): Promise<void> {
  const client = new DynamoDBClient();
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: keys(TABLE_KEY),
        AttributeDefinitions: [...new Set(KEYS.flatMap(({ partition, sort }) => [partition, sort]))].map(
          (attribute) => ({
            AttributeName: attribute,
            AttributeType: 'S',
          }),
        ),
        GlobalSecondaryIndexes: Object.values(INDEX).map(index),
      }),
    );
    await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: name });
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  } finally {
    client.destroy();
  }
}

type Key = { partition: string; sort: string };

/** Every attribute that is part of a key must be declared, once. */
const KEYS: Key[] = [TABLE_KEY, ...Object.values(INDEX)];

function keys({ partition, sort }: Key) {
  return [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
}

function index({ name, ...key }: Key & { name: string }) {
  return { IndexName: name, KeySchema: keys(key), Projection: { ProjectionType: 'ALL' as const } };
}
