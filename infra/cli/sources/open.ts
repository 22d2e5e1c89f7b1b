import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { bucketFiles } from '../../../shared/aws/files.ts';
import { formRecordTable } from '../../../shared/aws/form-records.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { ENV } from '../../../shared/names.ts';
import { type Settings, settingsSchema } from '../../../shared/settings.ts';
import type { FormRecords } from '../../../shared/ticket/form-record.ts';
import type { Files } from '../../../shared/ticket/ports.ts';
import { enterEnvironment } from '../../local/environment.ts';
import { CommandError } from '../command.ts';
import { committedSettings, LOG, requireRunning } from '../connect.ts';
import { runningDesk } from '../whole-desk.ts';
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

/** Finds the desk: the deployed one of the stack's output `Forms`, else the one that runs here. */
export type OpenSources = (forms?: string) => Promise<SourcesDesk>;

type Names = { form: string; desk: string; tickets: string; bucket: string; url: string };

export const openSources: OpenSources = async (option) => {
  if (option !== undefined) {
    return { ...withNames(readForms(option), await committedSettings()), time: async () => new Date() };
  }
  const running = requireRunning('or name a deployed one with --forms, as the output Forms of its stack has it');
  const { env, http } = running;
  enterEnvironment(env);
  const nameOf = (variable: string) => env[variable] ?? '';
  const names = {
    form: nameOf(ENV.formSecretId),
    desk: nameOf(ENV.secretId),
    tickets: nameOf(ENV.ticketTable),
    bucket: nameOf(ENV.mailBucket),
    url: http,
  };
  const settings = settingsSchema.parse(JSON.parse(nameOf(ENV.settings)));
  return { ...withNames(names, settings), time: async () => (await runningDesk(running)).now() };
};

/** All that sources need in one option: a command that got but a part would find half of them. */
function readForms(option: string): Names {
  const [form, desk, tickets, bucket, url, ...rest] = option.split(',').map((name) => name.trim());
  if (form && desk && tickets && bucket && url && rest.length === 0) {
    return { form, desk, tickets, bucket, url: url.replace(/\/+$/, '') };
  }
  throw new CommandError('--forms takes five names, as the output Forms of the stack has them', 2);
}

function withNames({ tickets, bucket, url, ...secrets }: Names, settings: Settings): Omit<SourcesDesk, 'time'> {
  return {
    url,
    settings,
    secrets: sourceSecrets(new SecretsManagerClient({}), secrets),
    records: formRecordTable(openTable(new DynamoDBClient({}), tickets), LOG),
    files: bucketFiles(new S3Client({}), bucket),
    machineNow: () => new Date(),
  };
}
