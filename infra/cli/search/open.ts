import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { customerTable } from '../../../shared/aws/people-table.ts';
import { openTable, type Table } from '../../../shared/aws/table.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import { wordTable } from '../../../shared/aws/word-table.ts';
import { ENV } from '../../../shared/names.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { LOG } from '../connect.ts';
import { reachDesk } from '../reach.ts';

/** What is searched, and what that is made of. `table`: that of tickets, whole. */
export type SearchDesk = Pick<Desk, 'tickets' | 'customers' | 'words'> & { table: Table };

/** The desk that runs here, else the deployed one of this stage. */
export type OpenSearch = (stage?: string) => Promise<SearchDesk>;

export const openSearch: OpenSearch = async (stage) => {
  const { env } = await reachDesk(stage);
  const client = new DynamoDBClient({});
  const table = openTable(client, env[ENV.ticketTable] ?? '');
  return {
    table,
    tickets: ticketTable(table, LOG),
    customers: customerTable(openTable(client, env[ENV.peopleTable] ?? ''), LOG),
    words: wordTable(table, LOG),
  };
};
