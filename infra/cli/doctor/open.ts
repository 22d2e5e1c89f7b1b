import { appendFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { openTable } from '../../../shared/aws/table.ts';
import { ENV } from '../../../shared/names.ts';
import { reachDesk } from '../reach.ts';
import { isThere } from '../redact/bucket.ts';
import { allSources } from '../sources/find.ts';
import { sourceSecrets } from '../sources/secrets.ts';
import { readSchedules } from '../timers/schedules.ts';
import type { DoctorDesk } from './doctor-desk.ts';

/** The desk that runs here, else the deployed one of this stage. `keepIn` is a file for items as they were. */
export type OpenDoctor = (stage: string | undefined, keepIn: string) => Promise<DoctorDesk>;

export const openDoctor: OpenDoctor = async (stage, keepIn) => {
  const { env, desk } = await reachDesk(stage);
  const nameOf = (variable: string) => env[variable] ?? '';
  const [dynamo, s3] = [new DynamoDBClient({}), new S3Client({})];
  const secrets = { form: nameOf(ENV.formSecretId), desk: nameOf(ENV.secretId) };
  return {
    stage,
    desk: await desk(),
    tickets: openTable(dynamo, nameOf(ENV.ticketTable)),
    people: openTable(dynamo, nameOf(ENV.peopleTable)),
    hasFile: (key) => isThere(s3, nameOf(ENV.mailBucket), key),
    schedules: () => readSchedules(new SchedulerClient({}), nameOf(ENV.scheduleGroup)),
    sources: async () =>
      Object.fromEntries(allSources(await sourceSecrets(new SecretsManagerClient({}), secrets).read())),
    // For this user alone: it has what customers wrote.
    keep: (item) => appendFile(keepIn, `${JSON.stringify(item)}\n`, { mode: 0o600 }),
  };
};
