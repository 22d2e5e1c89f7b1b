import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { FormProvider } from '../forms/provider.ts';
import { ENV, UPLOADS_ENDPOINT, WATCHED_QUEUES } from '../names.ts';
import { settingsSchema } from '../settings.ts';
import type { Desk } from '../ticket/ports.ts';
import { accountTable } from './account-items.ts';
import { canaryItem } from './canary-item.ts';
import { CALL, clientOptions, SEND_CALL, TIMER_CALL } from './clients.ts';
import { factTable } from './fact-table.ts';
import { bucketFiles } from './files.ts';
import { formRecordTable } from './form-records.ts';
import { formSources } from './form-sources.ts';
import { sqsIntake } from './intake-queue.ts';
import { powertoolsLog } from './log.ts';
import { sesAccount } from './mail-account.ts';
import { mailReportTable } from './mail-reports.ts';
import { sesMailer } from './mailer.ts';
import { noticeTable } from './notice-items.ts';
import { agentTable, customerTable } from './people-table.ts';
import { presenceTable } from './presence-table.ts';
import { quarantineTable } from './quarantine-table.ts';
import { sqsDepths } from './queue-depths.ts';
import { requestCounterTable } from './request-counter.ts';
import { savedRepliesTable } from './saved-replies-table.ts';
import { secretsManager } from './secrets.ts';
import { sendCounterTable } from './send-counter.ts';
import { sweepItem } from './sweep-item.ts';
import { openTable } from './table.ts';
import { sqsTeamMail } from './team-mail-queue.ts';
import { ticketTable } from './ticket-table.ts';
import { schedulerTimers } from './timers.ts';
import { tokenBucketTable } from './token-bucket.ts';
import { bucketUploads } from './upload-slots.ts';
import { wordTable } from './word-table.ts';

type Env = Record<string, string | undefined>;

/**
 * The desk on AWS, from the environment variables that the infrastructure sets (`ENV`). `now` is the desk's time. Throws,
 * naming it, when a variable is missing.
 */
export function createDesk({
  env = process.env,
  now = () => new Date(),
  pace = 1,
  providers = {},
}: {
  env?: Env;
  now?: () => Date;
  pace?: number;
  /** Whose forms are taken in: the one function that does so carries their code. */
  providers?: Readonly<Record<string, FormProvider>>;
} = {}): Desk {
  const requireEnv = (name: string) => {
    const value = env[name];
    if (!value) throw new Error(`the environment variable ${name} is not set`);
    return value;
  };
  const log = powertoolsLog();
  // Once a cold start: zone rules change by law, and a runtime may lag behind (docs/runbook.md).
  log.info('the desk starts', { zoneData: process.versions.tz });
  const standard = clientOptions(CALL);
  const dynamo = new DynamoDBClient(standard);
  const table = openTable(dynamo, requireEnv(ENV.ticketTable));
  const people = openTable(dynamo, requireEnv(ENV.peopleTable));
  const target = {
    group: requireEnv(ENV.scheduleGroup),
    queueArn: requireEnv(ENV.timerQueueArn),
    roleArn: requireEnv(ENV.scheduleRoleArn),
    deadLetterArn: requireEnv(ENV.scheduleDeadLetterArn),
  };
  const sqs = new SQSClient({ ...standard, useQueueUrlAsEndpoint: false });
  const s3 = new S3Client(standard);
  const bucket = requireEnv(ENV.mailBucket);
  const endpoint = env[UPLOADS_ENDPOINT];
  const slots = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', ...(endpoint && { endpoint }) });
  const vault = new SecretsManagerClient(standard);
  const secrets = secretsManager(vault, requireEnv(ENV.secretId), Date.now, log);
  const formSecret = { client: vault, id: requireEnv(ENV.formSecretId) };
  return {
    settings: settingsSchema.parse(JSON.parse(requireEnv(ENV.settings))),
    secrets,
    forms: formSources({ ...formSecret, before: secrets, providers, now: Date.now, log }),
    formRecords: formRecordTable(table, log),
    now,
    pace,
    machineNow: () => new Date(),
    tickets: ticketTable(table, log),
    customers: customerTable(people, log),
    agents: agentTable(people, log),
    accounts: accountTable(table),
    savedReplies: savedRepliesTable(table, log),
    presence: presenceTable(table, log),
    timers: schedulerTimers(new SchedulerClient(clientOptions(TIMER_CALL)), target, now),
    intake: sqsIntake(sqs, requireEnv(ENV.intakeQueueArn)),
    teamMail: sqsTeamMail(sqs, requireEnv(ENV.teamMailQueueArn)),
    notices: noticeTable(table, log),
    mailReports: mailReportTable(table),
    facts: factTable(table, log),
    words: wordTable(table, log),
    canary: canaryItem(table),
    sweepNotes: sweepItem(table),
    queues: sqsDepths(sqs, env[WATCHED_QUEUES]),
    files: bucketFiles(s3, bucket),
    uploads: bucketUploads({ s3, slots }, bucket),
    mailAccount: sesAccount(new SESClient(standard)),
    mailer: sesMailer(new SESClient(clientOptions(SEND_CALL)), requireEnv(ENV.configurationSet)),
    quarantine: quarantineTable(table, log, now),
    sendCounter: sendCounterTable(table),
    requestCounter: requestCounterTable(table),
    tokenBucket: tokenBucketTable(table),
    log,
  };
}
