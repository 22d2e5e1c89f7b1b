import {
  DescribeContinuousBackupsCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  TableNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { CommandError } from '../command.ts';

/** From when to when a table can be made again, both inclusive. */
export type Window = { earliest: Date; latest: Date };

/**
 * What DynamoDB can go back to in a table: up to 35 days, and to about five minutes ago (Amazon DynamoDB Developer Guide, "Enable point-in-time
 * recovery"; DescribeContinuousBackups, API Reference).
 * @throws {CommandError} when the table is gone, or nobody keeps its past.
 */
export async function windowOf(dynamo: DynamoDBClient, TableName: string): Promise<Window> {
  const { ContinuousBackupsDescription } = await dynamo
    .send(new DescribeContinuousBackupsCommand({ TableName }))
    .catch((error: unknown) => {
      throw isMissing(error) ? gone(TableName) : error;
    });
  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } =
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
  if (earliest && latest) return { earliest, latest };
  throw new CommandError(`DynamoDB keeps no past of ${TableName}: point-in-time recovery is off`);
}

/** Throws, saying from when to when, when a table has no such moment. */
export function checkWithin(at: Date, TableName: string, { earliest, latest }: Window): void {
  if (at >= earliest && at <= latest) return;
  throw new CommandError(
    `--at ${at.toISOString()}: ${TableName} can be made as it was from ${earliest.toISOString()} to ${latest.toISOString()}`,
  );
}

/** The calls do not agree on the name of it. */
export function isMissing(error: unknown): boolean {
  return error instanceof ResourceNotFoundException || error instanceof TableNotFoundException;
}

/** Of a deleted table a backup is kept, which is another way back (Developer Guide, "Delete a table with PITR enabled"). */
function gone(TableName: string): CommandError {
  return new CommandError(
    `the table ${TableName} is gone. For 35 days DynamoDB keeps a backup of it: aws dynamodb list-backups --backup-type SYSTEM --table-name ${TableName}, then restore-table-from-backup (docs/runbook.md, A restore)`,
  );
}
