import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { startDynamo } from '../../infra/local/emulators/dynamo.ts';
import { createTable } from '../../infra/local/emulators/table.ts';
import type { Service } from '../../infra/local/serve.ts';
import { openTable, type Table } from '../../shared/aws/table.ts';

/** DynamoDB's wire protocol on loopback for the tests of a file: gives a new, empty table each time. */
export function dynamoTables(): () => Promise<Table> {
  let dynamo: Service;
  let made = 0;
  beforeAll(async () => {
    dynamo = await startDynamo();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
  });
  afterAll(() => dynamo.close());
  return async () => {
    made += 1;
    await createTable(`desk-${made}`);
    return openTable(new DynamoDBClient({}), `desk-${made}`);
  };
}
