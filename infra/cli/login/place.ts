import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { isLoopback, type LoginClient } from '../../../shared/code-flow.ts';
import { CommandError } from '../command.ts';
import { askStacks } from '../preflight/ask/stacks.ts';
import { requireRunning } from '../reach.ts';
import { stageOf } from '../stage.ts';

type Given = { stage?: string | undefined; issuer?: string | undefined; client?: string | undefined };

/**
 * The login of the desk that runs here, of a deployed stage (needs `cloudformation:DescribeStacks`), or what the options say. Throws a `CommandError`
 * that names the option that is wrong.
 */
export async function placeOf({ stage, issuer, client }: Given): Promise<LoginClient> {
  if (stage !== undefined) {
    if (issuer !== undefined) throw new CommandError('--stage and --issuer: one of the two', 2);
    return placeAt(stage, client);
  }
  if (issuer === undefined && client === undefined) {
    const { login } = requireRunning('or name a deployed one with --stage');
    return { issuer: login.issuer, clientId: login.clientId };
  }
  if (!issuer || !client) throw new CommandError('--issuer and --client go together: see login --help', 2);
  if (!URL.canParse(issuer))
    throw new CommandError(`--issuer must be an address as https://login.example.com/, not ${issuer}`, 2);
  if (new URL(issuer).protocol !== 'https:' && !isLoopback(issuer))
    throw new CommandError('--issuer must begin with https://', 2);
  return { issuer, clientId: client };
}

async function placeAt(name: string, client: string | undefined): Promise<LoginClient> {
  const stage = await stageOf(name);
  const { outputs } = await askStacks(new CloudFormationClient({ region: stage.deployment.region }), stage);
  const { LoginIssuer: issuer, LoginClientId: own } = outputs;
  if (issuer === undefined)
    throw new CommandError(`stage ${name} is not deployed: npx cdk deploy ${stage.deployment.deskId}-${name}`);
  const id = client ?? own;
  if (id === undefined)
    throw new CommandError('agents log in by a provider of yours: give your client, with --client ID', 2);
  return { issuer, clientId: id };
}
