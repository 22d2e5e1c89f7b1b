import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ENV } from '../names.ts';
import { settingsSchema } from '../settings.ts';
import type { TargetDirectory, TargetsDesk, Tellings } from '../targets/ports.ts';
import type { FetchRules } from '../targets/safe-fetch.ts';
import { CALL, clientOptions } from './clients.ts';
import { powertoolsLog } from './log.ts';
import { openTable } from './table.ts';
import { sqsTargets } from './target-queue.ts';
import { targetSecrets } from './target-secrets.ts';
import { targetTable } from './targets-table.ts';
import { sqsTeamMail } from './team-mail-queue.ts';
import { tellingTable } from './telling-items.ts';
import { ticketTable } from './ticket-table.ts';

type Options = { env?: Record<string, string | undefined>; now?: () => Date; fetch?: FetchRules };

/** The desk's targets, for whoever needs nothing else of them. */
export function deskTargets(env: Record<string, string | undefined> = process.env): TargetDirectory {
  return targetTable(openTable(new DynamoDBClient(clientOptions(CALL)), env[ENV.peopleTable] ?? ''), powertoolsLog());
}

/** How the desk's targets do, for whoever only looks after them. */
export function deskTellings(env: Record<string, string | undefined> = process.env): Tellings {
  const table = openTable(new DynamoDBClient(clientOptions(CALL)), env[ENV.ticketTable] ?? '');
  return tellingTable(table, powertoolsLog());
}

/** What telling targets works on, from the environment variables of its function. `now` is the desk's time. Throws, naming it, when one is missing. */
export function createTargetsDesk({
  env = process.env,
  now = () => new Date(),
  fetch = {},
}: Options = {}): TargetsDesk {
  const requireEnv = (name: string) => {
    const value = env[name];
    if (!value) throw new Error(`the environment variable ${name} is not set`);
    return value;
  };
  const log = powertoolsLog();
  const standard = clientOptions(CALL);
  const dynamo = new DynamoDBClient(standard);
  const tickets = openTable(dynamo, requireEnv(ENV.ticketTable));
  const sqs = new SQSClient({ ...standard, useQueueUrlAsEndpoint: false });
  const queues = { queue: requireEnv(ENV.targetQueueArn), deadLetters: requireEnv(ENV.targetDeadLettersArn) };
  return {
    settings: settingsSchema.parse(JSON.parse(requireEnv(ENV.settings))),
    targets: targetTable(openTable(dynamo, requireEnv(ENV.peopleTable)), log),
    secrets: targetSecrets(new SecretsManagerClient(standard), requireEnv(ENV.targetSecretId), Date.now),
    tellings: tellingTable(tickets, log),
    queue: sqsTargets(sqs, queues),
    tickets: ticketTable(tickets, log),
    teamMail: sqsTeamMail(sqs, requireEnv(ENV.teamMailQueueArn)),
    now,
    machineNow: () => new Date(),
    log,
    fetch,
  };
}
