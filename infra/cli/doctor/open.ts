import { appendFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { openTable } from '../../../shared/aws/table.ts';
import { ENV } from '../../../shared/names.ts';
import { connect, requireRunning } from '../connect.ts';
import { readTables } from '../desk-tables.ts';
import { isThere } from '../redact/bucket.ts';
import { allSources } from '../sources/find.ts';
import { sourceSecrets } from '../sources/secrets.ts';
import { readSchedules } from '../timers/schedules.ts';
import type { DoctorDesk } from './doctor-desk.ts';

/** The desk that runs here, else the deployed one with these tables, by the environment of its functions. `keepIn` is a file for items as they were. */
export type OpenDoctor = (tables: string | undefined, keepIn: string) => Promise<DoctorDesk>;

export const openDoctor: OpenDoctor = async (option, keepIn) => {
  const desk = await (await connect(option)).whole();
  const env = option === undefined ? requireRunning('').env : process.env;
  const names =
    option === undefined
      ? { tickets: env[ENV.ticketTable] ?? '', people: env[ENV.peopleTable] ?? '' }
      : readTables(option);
  const [dynamo, s3] = [new DynamoDBClient({}), new S3Client({})];
  const secrets = { form: env[ENV.formSecretId] ?? '', desk: env[ENV.secretId] ?? '' };
  return {
    desk,
    tickets: openTable(dynamo, names.tickets),
    people: openTable(dynamo, names.people),
    hasFile: (key) => isThere(s3, env[ENV.mailBucket] ?? '', key),
    schedules: () => readSchedules(new SchedulerClient({}), env[ENV.scheduleGroup] ?? ''),
    sources: async () =>
      Object.fromEntries(allSources(await sourceSecrets(new SecretsManagerClient({}), secrets).read())),
    // For this user alone: it has what customers wrote.
    keep: (item) => appendFile(keepIn, `${JSON.stringify(item)}\n`, { mode: 0o600 }),
  };
};
