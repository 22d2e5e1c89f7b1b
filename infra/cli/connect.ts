import { readFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { accountTable } from '../../shared/aws/account-items.ts';
import { agentTable, customerTable } from '../../shared/aws/people-table.ts';
import { savedRepliesTable } from '../../shared/aws/saved-replies-table.ts';
import { openTable } from '../../shared/aws/table.ts';
import { ticketTable } from '../../shared/aws/ticket-table.ts';
import { ENV } from '../../shared/names.ts';
import type { Desk, Log } from '../../shared/ticket/ports.ts';
import { runtimeSettings } from '../settings.ts';
import { deploymentOf } from '../stages.ts';
import { reachDesk } from './reach.ts';

/** What an admin's commands read and write. */
export type People = Pick<Desk, 'settings' | 'customers' | 'agents' | 'tickets'>;

/**
 * A desk, its time, and the whole of it for those commands that set timers: asked for only then, since it needs more.
 */
export type Connection = People &
  Pick<Desk, 'accounts' | 'savedReplies'> & { whole(): Promise<Desk>; time(): Promise<Date> };

/** Finds the desk a command works on: the deployed one of this stage, else the one that runs here. */
export type Connect<D extends People = People> = (stage?: string) => Promise<D>;

export const connect: Connect<Connection> = async (stage) => {
  const { env, settings, desk, now } = await reachDesk(stage);
  const client = new DynamoDBClient({});
  const records = openTable(client, env[ENV.peopleTable] ?? '');
  const tickets = openTable(client, env[ENV.ticketTable] ?? '');
  return {
    settings,
    customers: customerTable(records, LOG),
    agents: agentTable(records, LOG),
    accounts: accountTable(tickets),
    savedReplies: savedRepliesTable(tickets, LOG),
    tickets: ticketTable(tickets, LOG),
    whole: desk,
    time: now,
  };
};

/** Standard output is the command's own: what is wrong with the data goes to standard error. */
export const LOG: Log = {
  info() {},
  warn: (message, details) => console.error(message, details ?? ''),
  error: (message, details) => console.error(message, details ?? ''),
  count() {},
};

/** What `cdk deploy` gives the functions from `cdk.json`, save the address of their API, which no command shows. */
export async function committedSettings(): Promise<People['settings']> {
  const file = new URL('../../cdk.json', import.meta.url);
  const { context } = JSON.parse(await readFile(file, 'utf8'));
  // Nobody follows a link of it: it lies at no address.
  return runtimeSettings(deploymentOf(context, { name: process.env.DESK_STAGE }), 'https://desk.invalid');
}
