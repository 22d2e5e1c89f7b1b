import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynamo } from '../../../infra/local/emulators/dynamo.ts';
import { createTables } from '../../../infra/local/emulators/tables.ts';
import { noticeTable } from '../../../shared/aws/notice-items.ts';
import { agentTable, customerTable } from '../../../shared/aws/people-table.ts';
import { quarantineTable } from '../../../shared/aws/quarantine-table.ts';
import { requestCounterTable } from '../../../shared/aws/request-counter.ts';
import { sendCounterTable } from '../../../shared/aws/send-counter.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import { tokenBucketTable } from '../../../shared/aws/token-bucket.ts';
import { wordTable } from '../../../shared/aws/word-table.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { type Meter, meteredDynamo } from '../../support/metered-dynamo.ts';
import { ada, bruno, deskOf, rossi } from '../../support/stories.ts';

export type MeteredDesk = {
  /** Its tables are behind the meter, all else is in memory. */
  desk: Desk;
  /** The same desk, past the meter: for what a measurement needs and is not about. */
  unmetered: Desk;
  memory: MemoryDesk;
  /** What `use` cost. */
  measure(use: () => Promise<unknown>): Promise<Meter>;
  close(): Promise<void>;
};

/** A desk with two agents and an Italian customer on a DynamoDB that counts units. */
export async function startMeteredDesk(): Promise<MeteredDesk> {
  const dynamo = await startDynamo();
  const metered = await meteredDynamo(dynamo.url);
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
  });
  await createTables({ tickets: 'tickets', people: 'people' });
  const memory = deskOf();
  memory.team.isHeld = true;
  const unmetered = onTables(memory, dynamo.url);
  await unmetered.customers.put({ ...rossi, holidayRegion: 'IT-RM' });
  for (const agent of [ada, bruno]) await unmetered.agents.put(agent);
  return {
    desk: onTables(memory, metered.url),
    unmetered,
    memory,
    async measure(use) {
      metered.read();
      await use();
      return metered.read();
    },
    async close() {
      await metered.close();
      await dynamo.close();
    },
  };
}

/** A desk whose tables are at an endpoint. */
function onTables(memory: MemoryDesk, endpoint: string): Desk {
  const client = new DynamoDBClient({ endpoint });
  const [tickets, people] = [openTable(client, 'tickets'), openTable(client, 'people')];
  return {
    ...memory,
    tickets: ticketTable(tickets, memory.log),
    customers: customerTable(people, memory.log),
    agents: agentTable(people, memory.log),
    notices: noticeTable(tickets, memory.log),
    quarantine: quarantineTable(tickets, memory.log, memory.now),
    sendCounter: sendCounterTable(tickets),
    requestCounter: requestCounterTable(tickets),
    tokenBucket: tokenBucketTable(tickets),
    words: wordTable(tickets, memory.log),
  };
}
