import {
  DescribeTableCommand,
  type DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  TableAlreadyExistsException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { CommandError } from '../command.ts';
import { isMissing } from './source.ts';

/** A table as it was, to be made under another name. */
export type Made = { from: string; to: string; at: Date };

/** Begins to make a table, unless that was begun: gives what was done. Throws when another table has the name. */
export async function begin(dynamo: DynamoDBClient, { from, to, at }: Made): Promise<'begun' | 'was begun'> {
  const there = await describe(dynamo, to);
  if (there) {
    checkIsOurs(there, { from, to, at });
    return 'was begun';
  }
  try {
    await dynamo.send(
      new RestoreTableToPointInTimeCommand({ SourceTableName: from, TargetTableName: to, RestoreDateTime: at }),
    );
    return 'begun';
  } catch (error) {
    // Somebody runs the same beside this.
    if (error instanceof TableAlreadyExistsException) return 'was begun';
    throw error;
  }
}

/** Whether a table is made: then it can be set up. Throws when there will be none. */
export async function isMade(dynamo: DynamoDBClient, name: string): Promise<boolean> {
  const table = await describe(dynamo, name);
  if (!table) throw new CommandError(`DynamoDB gave up making ${name}: run this again`);
  const { TableStatus: status } = table;
  if (status === 'ACTIVE') return true;
  if (status === 'CREATING' || status === 'UPDATING') return false;
  throw new CommandError(`the table ${name} is ${status}`);
}

async function describe(dynamo: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await dynamo.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What DynamoDB says of a table that it made again (RestoreSummary, API Reference). */
function checkIsOurs({ RestoreSummary: summary }: TableDescription, { from, to, at }: Made): void {
  const isOurs = summary?.SourceTableArn?.endsWith(`/${from}`) && summary.RestoreDateTime?.getTime() === at.getTime();
  if (isOurs) return;
  throw new CommandError(
    `there is a table ${to} already, which is not ${from} at ${at.toISOString()}: look what it is`,
  );
}
