import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Item, Table } from '../../../shared/aws/table.ts';

/** Every item of a table, page after page, as it was last written. */
export async function* scan(table: Table): AsyncGenerator<Item> {
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({ TableName: table.name, ConsistentRead: true, ExclusiveStartKey }),
    );
    yield* page.Items ?? [];
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
}
