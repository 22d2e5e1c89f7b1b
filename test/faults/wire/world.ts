import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTables } from '../../../infra/local/emulators/tables.ts';
import { clientFor } from '../../../infra/local/resources.ts';
import { CALL, clientOptions } from '../../../shared/aws/clients.ts';
import { agentTable, customerTable } from '../../../shared/aws/people-table.ts';
import { quarantineTable } from '../../../shared/aws/quarantine-table.ts';
import { sendCounterTable } from '../../../shared/aws/send-counter.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { formDesk } from '../../functions/ingest-webhook/form.ts';
import { ada, bruno, rossi } from '../../support/stories.ts';
import type { Cut } from '../matrix/cut.ts';
import { newWorld, type World } from '../matrix/world.ts';
import { startProxy } from './proxy.ts';

/** Shorter than the desk's own, so that a hang costs no five seconds; long enough for a busy machine. */
const HANG_MS = 1_000;

let made = 0;

/** A world with its stores in new tables behind HTTP, and all else in memory. Needs the endpoint in the environment. */
export async function wireWorld(endpoint: string): Promise<World> {
  made += 1;
  const names = { tickets: `tickets-${made}`, people: `people-${made}` };
  await createTables(names);
  const memory = formDesk();
  const stores = (client: DynamoDBClient) => {
    const [tickets, people] = [openTable(client, names.tickets), openTable(client, names.people)];
    return {
      tickets: ticketTable(tickets, memory.log),
      customers: customerTable(people, memory.log),
      agents: agentTable(people, memory.log),
      quarantine: quarantineTable(tickets, memory.log, memory.now),
      sendCounter: sendCounterTable(tickets),
    };
  };
  const desk = { ...memory, ...stores(new DynamoDBClient(clientFor(endpoint))) };
  await desk.customers.put(rossi);
  for (const agent of [ada, bruno]) await desk.agents.put(agent);

  /** The desk as the run under test sees it: its stores behind a proxy of the run's own. */
  const view = async (_: Desk, cut: Cut): Promise<Desk> => {
    const { url } = await startProxy(endpoint, cut);
    const limits = cut.fault === 'hang' ? clientOptions({ ...CALL, requestMs: HANG_MS }) : {};
    return { ...desk, ...stores(new DynamoDBClient({ ...clientFor(url), ...limits })) };
  };
  return { ...newWorld(desk), view };
}
