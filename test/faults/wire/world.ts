import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SESClient } from '@aws-sdk/client-ses';
import { createTables } from '../../../infra/local/emulators/tables.ts';
import { clientFor, QUEUE, queueArn, SCHEDULE_GROUP, SCHEDULE_ROLE_ARN } from '../../../infra/local/resources.ts';
import { CALL, type CallLimits, clientOptions, SEND_CALL, TIMER_CALL } from '../../../shared/aws/clients.ts';
import { sesMailer } from '../../../shared/aws/mailer.ts';
import { agentTable, customerTable } from '../../../shared/aws/people-table.ts';
import { quarantineTable } from '../../../shared/aws/quarantine-table.ts';
import { sendCounterTable } from '../../../shared/aws/send-counter.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import { schedulerTimers } from '../../../shared/aws/timers.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { formDesk } from '../../functions/ingest-webhook/form.ts';
import { ada, bruno, rossi } from '../../support/stories.ts';
import type { Cut } from '../matrix/cut.ts';
import { newWorld, type World } from '../matrix/world.ts';
import { dynamoBackend, sesBackend } from './backends.ts';
import { startProxy } from './proxy.ts';
import { schedulerBackend } from './scheduler.ts';

/** Shorter than the desk's own, so that a hang costs no five seconds; long enough for a busy machine. */
const HANG_MS = 1_000;

/** No answer takes so long, on a machine however busy. */
const LONGEST_MS = 60_000;

/** What every schedule names. */
const TARGET = {
  group: SCHEDULE_GROUP,
  queueArn: queueArn(QUEUE.timers),
  roleArn: SCHEDULE_ROLE_ARN,
  deadLetterArn: queueArn(QUEUE.scheduleDeadLetters),
};

/** Until a mail that came too fast is sent again, in ms. */
const PAUSES_MS = [1, 1];

let made = 0;

/** A world with its stores in new tables, its mail service and its Scheduler behind HTTP, and all else in memory. Needs the endpoint in the environment. */
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

  const backends = { dynamodb: dynamoBackend(endpoint), ses: sesBackend(memory), scheduler: schedulerBackend(memory) };
  /** The desk as the run under test sees it: its stores, its mail service and its Scheduler behind a proxy of the run's own. */
  const held: (() => Promise<void> | void)[] = [];
  const view = async (_: Desk, cut: Cut): Promise<Desk> => {
    const { url, close } = await startProxy(backends, cut);
    const requestMs = cut.fault === 'hang' ? HANG_MS : LONGEST_MS;
    const client = (limits: CallLimits) => ({ ...clientFor(url), ...clientOptions({ ...limits, requestMs }) });
    const ses = new SESClient(client(SEND_CALL));
    const scheduler = new SchedulerClient(client(TIMER_CALL));
    const dynamo = new DynamoDBClient(client(CALL));
    held.push(
      close,
      () => ses.destroy(),
      () => scheduler.destroy(),
      () => dynamo.destroy(),
    );
    const mailer = sesMailer(ses, 'sending', PAUSES_MS);
    const timers = schedulerTimers(scheduler, TARGET, memory.now);
    return { ...desk, mailer, timers, ...stores(dynamo) };
  };
  const close = async () => {
    for (const letGo of held) await letGo();
  };
  return { ...newWorld(desk), view, close };
}
