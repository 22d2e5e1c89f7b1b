import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { RunningDesk } from '../../../infra/local/running.ts';
import { ENV } from '../../../shared/names.ts';

/** All items of both tables, as JSON. */
export async function tablesOf({ env }: Pick<RunningDesk, 'env'>): Promise<string> {
  const dynamo = new DynamoDBClient({
    endpoint: env.AWS_ENDPOINT_URL_DYNAMODB ?? env.AWS_ENDPOINT_URL ?? '',
    region: env.AWS_REGION ?? '',
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' },
  });
  const items: unknown[] = [];
  for (const TableName of [env[ENV.ticketTable], env[ENV.peopleTable]]) {
    let ExclusiveStartKey: Record<string, never> | undefined;
    do {
      const page = await dynamo.send(new ScanCommand({ TableName, ExclusiveStartKey }));
      items.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
    } while (ExclusiveStartKey);
  }
  dynamo.destroy();
  return JSON.stringify(items);
}
