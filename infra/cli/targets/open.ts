import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { customerTable } from '../../../shared/aws/people-table.ts';
import { openTable } from '../../../shared/aws/table.ts';
import { targetTable } from '../../../shared/aws/targets-table.ts';
import { sqsTeamMail } from '../../../shared/aws/team-mail-queue.ts';
import { tellingTable } from '../../../shared/aws/telling-items.ts';
import { ENV } from '../../../shared/names.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { TargetDirectory, Tellings } from '../../../shared/targets/ports.ts';
import type { FetchRules } from '../../../shared/targets/safe-fetch.ts';
import type { StoredTarget } from '../../../shared/targets/stored-target.ts';
import type { CustomerDirectory, TeamMail } from '../../../shared/ticket/ports.ts';
import { isOfThisMachine } from '../../local/loopback.ts';
import { CommandError } from '../command.ts';
import { LOG } from '../connect.ts';
import { reachDesk } from '../reach.ts';
import { type SecretOfTargets, secretOfTargets } from './secret.ts';

/** What the commands about targets work on. */
export type TargetsOfDesk = {
  settings: Settings;
  targets: TargetDirectory;
  customers: Pick<CustomerDirectory, 'get'>;
  secret: SecretOfTargets;
  tellings: Tellings;
  teamMail: TeamMail;
  fetch: FetchRules;
  /** Desk time: what is noted. */
  time(): Promise<Date>;
};

/** Finds the desk: the deployed one of this stage, else the one that runs here, whose targets may be on this machine. */
export type OpenTargets = (stage?: string) => Promise<TargetsOfDesk>;

export const openTargets: OpenTargets = async (stage) => {
  const { env, settings, now, deployed } = await reachDesk(stage);
  const nameOf = (variable: string) => env[variable] ?? '';
  const dynamo = new DynamoDBClient({});
  const people = openTable(dynamo, nameOf(ENV.peopleTable));
  return {
    settings,
    targets: targetTable(people, LOG),
    customers: customerTable(people, LOG),
    secret: secretOfTargets(new SecretsManagerClient({}), nameOf(ENV.targetSecretId)),
    tellings: tellingTable(openTable(dynamo, nameOf(ENV.ticketTable)), LOG),
    teamMail: sqsTeamMail(new SQSClient({ useQueueUrlAsEndpoint: false }), nameOf(ENV.teamMailQueueArn)),
    fetch: deployed ? {} : { allows: isOfThisMachine },
    time: now,
  };
};

/** The target of this name. Throws a `CommandError` that names those there are. */
export async function requireTarget({ targets }: Pick<TargetsOfDesk, 'targets'>, name: string): Promise<StoredTarget> {
  const all = await targets.list();
  const found = all.find((target) => target.name === name);
  if (found) return found;
  const names = all.map((target) => target.name).join(', ') || 'none';
  throw new CommandError(`there is no target ${JSON.stringify(name)}; there are ${names}`);
}
