import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { factTable } from '../../../shared/aws/fact-table.ts';
import { openTable, type Table } from '../../../shared/aws/table.ts';
import { ENV } from '../../../shared/names.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { LOG } from '../connect.ts';
import { reachDesk } from '../reach.ts';

/** What reports are read from and made of. `time`: the desk's. */
export type ReportDesk = Pick<Desk, 'facts' | 'settings'> & { tickets: Table; time(): Promise<Date> };

/** The desk that runs here, else the deployed one of this stage. */
export type OpenReport = (stage?: string) => Promise<ReportDesk>;

export const openReport: OpenReport = async (stage) => {
  const { env, settings, now } = await reachDesk(stage);
  const tickets = openTable(new DynamoDBClient({}), env[ENV.ticketTable] ?? '');
  return { tickets, settings, facts: factTable(tickets, LOG), time: now };
};
