import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { startDynamo } from '../../infra/local/emulators/dynamo.ts';
import { createTables } from '../../infra/local/emulators/tables.ts';
import type { Service } from '../../infra/local/serve.ts';
import { openTable, type Table } from '../../shared/aws/table.ts';

/**
 * DynamoDB's wire protocol on loopback for the tests of a file or a block, by the desk's own emulator or another: gives new,
 * empty tables each time.
 */
export function dynamoTables(
  start: () => Promise<Service> = startDynamo,
): () => Promise<{ tickets: Table; people: Table }> {
  let dynamo: Service;
  let made = 0;
  beforeAll(async () => {
    dynamo = await start();
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
  });
  afterAll(() => dynamo.close());
  return async () => {
    made += 1;
    // Anew each time: another implementation may have been asked in between.
    process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamo.url;
    const names = { tickets: `tickets-${made}`, people: `people-${made}` };
    await createTables(names);
    const client = new DynamoDBClient({ endpoint: dynamo.url });
    return { tickets: openTable(client, names.tickets), people: openTable(client, names.people) };
  };
}
