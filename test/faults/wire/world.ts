import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createTables } from '../../../infra/local/emulators/tables.ts';
import {
  BUCKET,
  clientFor,
  FORM_SECRET_ID,
  QUEUE,
  queueArn,
  SCHEDULE_GROUP,
  SCHEDULE_ROLE_ARN,
  SECRET_ID,
} from '../../../infra/local/resources.ts';
import { CALL, type CallLimits, clientOptions, SEND_CALL, TIMER_CALL } from '../../../shared/aws/clients.ts';
import { bucketFiles } from '../../../shared/aws/files.ts';
import { formRecordTable } from '../../../shared/aws/form-records.ts';
import { formSources } from '../../../shared/aws/form-sources.ts';
import { sqsIntake } from '../../../shared/aws/intake-queue.ts';
import { mailReportTable } from '../../../shared/aws/mail-reports.ts';
import { sesMailer } from '../../../shared/aws/mailer.ts';
import { noticeTable } from '../../../shared/aws/notice-items.ts';
import { agentTable, customerTable } from '../../../shared/aws/people-table.ts';
import { quarantineTable } from '../../../shared/aws/quarantine-table.ts';
import { requestCounterTable } from '../../../shared/aws/request-counter.ts';
import { secretsManager } from '../../../shared/aws/secrets.ts';
import { sendCounterTable } from '../../../shared/aws/send-counter.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { sqsTeamMail } from '../../../shared/aws/team-mail-queue.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import { schedulerTimers } from '../../../shared/aws/timers.ts';
import { tokenBucketTable } from '../../../shared/aws/token-bucket.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { memoryTeamMail } from '../../support/memory-team-mail.ts';
import { ada, bruno, rossi } from '../../support/stories.ts';
import type { Cut } from '../matrix/cut.ts';
import { faultDesk, newWorld, type World } from '../matrix/world.ts';
import { dynamoBackend, sesBackend } from './backends.ts';
import { startProxy } from './proxy.ts';
import { schedulerBackend } from './scheduler.ts';
import { s3Backend, secretsBackend, sqsBackend } from './storage.ts';

/** Shorter than the desk's own, so that a hang costs no five seconds; long enough for a busy machine. */
const HANG_MS = 3_000;

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

/** The Scheduler takes whole minutes; a run that heals schedules without the wire, to the millisecond. */
const mayFireAt = (at: string) => [at, new Date(Math.ceil(Date.parse(at) / 60_000) * 60_000).toISOString()];

let made = 0;

/**
 * A world whose stores are new tables. The run under test reaches every service over HTTP; all other runs reach the tables so, and
 * have the rest in memory. Needs the tables' endpoint in the environment.
 */
export async function wireWorld(endpoint: string): Promise<World> {
  made += 1;
  const names = { tickets: `tickets-${made}`, people: `people-${made}` };
  await createTables(names);
  const memory = faultDesk();
  const stores = (client: DynamoDBClient) => {
    const [tickets, people] = [openTable(client, names.tickets), openTable(client, names.people)];
    return {
      tickets: ticketTable(tickets, memory.log),
      customers: customerTable(people, memory.log),
      agents: agentTable(people, memory.log),
      notices: noticeTable(tickets, memory.log),
      mailReports: mailReportTable(tickets),
      quarantine: quarantineTable(tickets, memory.log, memory.now),
      sendCounter: sendCounterTable(tickets),
      requestCounter: requestCounterTable(tickets),
      tokenBucket: tokenBucketTable(tickets),
      formRecords: formRecordTable(tickets, memory.log),
    };
  };
  const direct = new DynamoDBClient(clientFor(endpoint));
  const { port: teamMail, memory: team } = memoryTeamMail(() => desk);
  const desk: MemoryDesk = { ...memory, teamMail, team, ...stores(direct) };
  await desk.customers.put(rossi);
  for (const agent of [ada, bruno]) await desk.agents.put(agent);

  const backends = {
    dynamodb: dynamoBackend(endpoint),
    ses: sesBackend(memory),
    scheduler: schedulerBackend(memory),
    s3: s3Backend(memory),
    sqs: sqsBackend(desk),
    secretsmanager: secretsBackend(memory),
  };
  /** The desk as the run under test sees it: every service behind a proxy of the run's own. */
  const held: (() => Promise<void> | void)[] = [() => direct.destroy()];
  const view = async (_: Desk, cut: Cut): Promise<Desk> => {
    const { url, close } = await startProxy(backends, cut);
    const requestMs = cut.fault === 'hang' ? HANG_MS : LONGEST_MS;
    const client = (limits: CallLimits) => ({ ...clientFor(url), ...clientOptions({ ...limits, requestMs }) });
    const ses = new SESClient(client(SEND_CALL));
    const scheduler = new SchedulerClient(client(TIMER_CALL));
    const dynamo = new DynamoDBClient(client(CALL));
    const s3 = new S3Client({ ...client(CALL), forcePathStyle: true });
    const sqs = new SQSClient({ ...client(CALL), useQueueUrlAsEndpoint: false });
    const vault = new SecretsManagerClient(client(CALL));
    for (const each of [s3, sqs, vault]) held.push(() => each.destroy());
    held.push(
      close,
      () => ses.destroy(),
      () => scheduler.destroy(),
      () => dynamo.destroy(),
    );
    const mailer = sesMailer(ses, 'sending', PAUSES_MS);
    const timers = schedulerTimers(scheduler, TARGET, memory.now);
    const files = bucketFiles(s3, BUCKET);
    const intake = sqsIntake(sqs, queueArn(QUEUE.intake));
    const teamMail = sqsTeamMail(sqs, queueArn(QUEUE.teamMail));
    const now = () => memory.machineNow().getTime();
    const secrets = secretsManager(vault, SECRET_ID, now, memory.log);
    const formSecret = { client: vault, id: FORM_SECRET_ID };
    const forms = formSources({ ...formSecret, before: secrets, providers: PROVIDERS, now, log: memory.log });
    return { ...desk, mailer, timers, files, intake, teamMail, secrets, forms, ...stores(dynamo) };
  };
  const close = async () => {
    for (const letGo of held) await letGo();
  };
  return { ...newWorld(desk), view, mayFireAt, close };
}
