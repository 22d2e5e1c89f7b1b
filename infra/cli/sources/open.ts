import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { bucketFiles } from '../../../shared/aws/files.ts';
import { formRecordTable } from '../../../shared/aws/form-records.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { ENV } from '../../../shared/names.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { FormRecords } from '../../../shared/ticket/form-record.ts';
import type { Files } from '../../../shared/ticket/ports.ts';
import { LOG } from '../connect.ts';
import { reachDesk } from '../reach.ts';
import { type SourceSecrets, sourceSecrets } from './secrets.ts';

/** What the commands about sources work on. */
export type SourcesDesk = {
  /** Base address of the desk's HTTP door, without a slash at its end. */
  url: string;
  settings: Settings;
  secrets: SourceSecrets;
  records: FormRecords;
  files: Pick<Files, 'read'>;
  /** Desk time: what is noted. */
  time(): Promise<Date>;
  /** This machine's time, as of whoever checks a signature: secrets end by it. */
  machineNow(): Date;
};

/** Finds the desk: the deployed one of this stage, else the one that runs here. */
export type OpenSources = (stage?: string) => Promise<SourcesDesk>;

export const openSources: OpenSources = async (stage) => {
  const { env, url, settings, now } = await reachDesk(stage);
  const nameOf = (variable: string) => env[variable] ?? '';
  const secrets = { form: nameOf(ENV.formSecretId), desk: nameOf(ENV.secretId) };
  return {
    url,
    settings,
    secrets: sourceSecrets(new SecretsManagerClient({}), secrets),
    records: formRecordTable(openTable(new DynamoDBClient({}), nameOf(ENV.ticketTable)), LOG),
    files: bucketFiles(new S3Client({}), nameOf(ENV.mailBucket)),
    time: now,
    machineNow: () => new Date(),
  };
};
