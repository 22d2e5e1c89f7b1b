import { readFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { agentTable, customerTable } from '../../shared/aws/people-table.ts';
import { openTable } from '../../shared/aws/table.ts';
import { ticketTable } from '../../shared/aws/ticket-table.ts';
import { ENV } from '../../shared/names.ts';
import { settingsSchema } from '../../shared/settings.ts';
import type { Desk, Log } from '../../shared/ticket/ports.ts';
import { enterEnvironment } from '../local/environment.ts';
import { type RunningDesk, readRunning } from '../local/running.ts';
import { runtimeSettings } from '../settings.ts';
import { deploymentOf } from '../stages.ts';
import { CommandError } from './command.ts';
import { readTables, type Tables } from './desk-tables.ts';
import { deployedDesk, runningDesk } from './whole-desk.ts';

/** What an admin's commands read and write. */
export type People = Pick<Desk, 'settings' | 'customers' | 'agents' | 'tickets'>;

/**
 * A desk, its time, and the whole of it for those commands that set timers: asked for only then, since it needs more.
 */
export type Connection = People & { whole(): Promise<Desk>; time(): Promise<Date> };

/** Finds the desk a command works on: the deployed one with these tables (`TICKETS,PEOPLE`), else the one that runs here. */
export type Connect<D extends People = People> = (tables?: string) => Promise<D>;

/** A deployed desk is reached by the usual AWS credentials and Region; its settings are those of `cdk.json`. */
export const connect: Connect<Connection> = async (option) => {
  if (option !== undefined) {
    const tables = readTables(option);
    return {
      ...people(tables, await committedSettings()),
      whole: () => deployedDesk(tables),
      time: async () => new Date(),
    };
  }
  const running = requireRunning('or name a deployed one with --tables TICKETS,PEOPLE');
  const { env } = running;
  enterEnvironment(env);
  const settings = settingsSchema.parse(JSON.parse(env[ENV.settings] ?? ''));
  const tables = { tickets: env[ENV.ticketTable] ?? '', people: env[ENV.peopleTable] ?? '' };
  const whole = () => runningDesk(running);
  return { ...people(tables, settings), whole, time: async () => (await whole()).now() };
};

/** The desk that runs here; none is an error that says how to start one, and what else there is (`otherwise`). */
export function requireRunning(otherwise: string): RunningDesk {
  const running = readCard();
  if (running) return running;
  throw new CommandError(`no desk runs here; start one with npm start, ${otherwise}`);
}

function readCard(): RunningDesk | undefined {
  try {
    return readRunning();
  } catch {
    throw new CommandError('the desk that runs here is of another version; stop it and run npm start again');
  }
}

function people(names: Tables, settings: People['settings']): People {
  const client = new DynamoDBClient({});
  const records = openTable(client, names.people);
  return {
    settings,
    customers: customerTable(records, LOG),
    agents: agentTable(records, LOG),
    tickets: ticketTable(openTable(client, names.tickets), LOG),
  };
}

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
