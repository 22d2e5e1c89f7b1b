import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { viewPartition } from '../../../shared/aws/keys.ts';
import { type Item, openTable, type Table } from '../../../shared/aws/table.ts';
import { ENV, INDEX } from '../../../shared/names.ts';
import { PRIORITIES } from '../../../shared/sla/terms.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { STATES, type State } from '../../../shared/ticket/ticket.ts';
import { viewsFor } from '../../../shared/ticket/view.ts';
import { CommandError } from '../command.ts';
import { readTables, type Tables } from '../desk-tables.ts';
import { reachDesk } from '../reach.ts';
import { readSchedules, type Schedules } from '../timers/schedules.ts';
import type { TablePair } from './inventory.ts';

/** A desk, its tables, and others to compare them with. */
export type VerifyDesk = {
  desk: Pick<Desk, 'tickets' | 'now'>;
  tables: TablePair;
  /** `isNewer`: they were made after the desk's own. */
  other: { tables: TablePair; isNewer: boolean } | undefined;
  schedules(): Promise<Schedules>;
};

export type OpenVerify = (stage: string | undefined, against: string | undefined) => Promise<VerifyDesk>;

export const openVerify: OpenVerify = async (stage, against) => {
  const others = against === undefined ? undefined : readTables(against, '--against');
  const { env, desk } = await reachDesk(stage);
  const dynamo = new DynamoDBClient({});
  const open = ({ tickets, people }: Tables): TablePair => ({
    tickets: openTable(dynamo, tickets),
    people: openTable(dynamo, people),
  });
  const names = { tickets: env[ENV.ticketTable] ?? '', people: env[ENV.peopleTable] ?? '' };
  return {
    desk: await desk(),
    tables: open(names),
    other: others && { tables: open(others), isNewer: await isNewer(dynamo, others, names) },
    schedules: () => readSchedules(new SchedulerClient({}), env[ENV.scheduleGroup] ?? ''),
  };
};

/** One of two may have been made again alone. */
async function isNewer(dynamo: DynamoDBClient, others: Tables, own: Tables): Promise<boolean> {
  return (await madeLast(dynamo, others)) > (await madeLast(dynamo, own));
}

async function madeLast(dynamo: DynamoDBClient, { tickets, people }: Tables): Promise<number> {
  return Math.max(await madeAt(dynamo, tickets), await madeAt(dynamo, people));
}

async function madeAt(dynamo: DynamoDBClient, TableName: string): Promise<number> {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
  if (Table?.CreationDateTime) return Table.CreationDateTime.getTime();
  throw new CommandError(`DynamoDB does not say when ${TableName} was made`);
}

/** How many tickets the lists would show, by state: counted in the index, whose entries stay there. */
export async function countListed(tickets: Table): Promise<Record<State, number>> {
  const counts = { waiting: 0, answered: 0, closed: 0 };
  for (const state of STATES) {
    for (const view of viewsFor({ state })) {
      for (const priority of PRIORITIES) counts[state] += await countIn(tickets, viewPartition(view, priority));
    }
  }
  return counts;
}

async function countIn({ client, name }: Table, partition: string): Promise<number> {
  const { name: IndexName, partition: attribute } = INDEX.byView;
  let count = 0;
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        ...{ TableName: name, IndexName, Select: 'COUNT', ExclusiveStartKey },
        KeyConditionExpression: '#partition = :partition',
        ExpressionAttributeNames: { '#partition': attribute },
        ExpressionAttributeValues: { ':partition': partition },
      }),
    );
    count += page.Count ?? 0;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return count;
}
