import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ENV } from '../../shared/names.ts';
import { type Settings, settingsSchema } from '../../shared/settings.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { enterEnvironment } from '../local/environment.ts';
import { type RunningDesk, readRunning } from '../local/running.ts';
import type { Stage } from '../stages.ts';
import { CommandError } from './command.ts';
import type { Tables } from './desk-tables.ts';
import { askStacks } from './preflight/ask/stacks.ts';
import { stageOf } from './stage.ts';
import { createDesk, runningDesk } from './whole-desk.ts';

/** A desk that a command works on. */
type Reached = {
  /** What its functions run with (`ENV`), in the environment of this process, too: clients that are made now reach this desk. */
  env: Record<string, string>;
  /** Base address of its HTTP doors, without a slash at its end. */
  url: string;
  settings: Settings;
  /** Where it is a deployed one: its stage, and what its two stacks print. */
  deployed?: { stage: Stage; outputs: Record<string, string | undefined> };
  /** Where it is the one that runs here: its card. */
  running?: RunningDesk;
  /** Desk time: the one that runs here may be faster than this machine. */
  now(): Promise<Date>;
  /** The whole of it. Refuses to act for a desk with other time zone rules than those of this process. */
  desk(): Promise<Desk>;
};

/** Finds the desk of this stage, else the one that runs here. `tables`: in the place of its own, such as a restore has made. */
export type Reach = (stage?: string, tables?: Tables) => Promise<Reached>;

/**
 * A deployed desk is reached by the usual AWS credentials in the Region of its stage: the outputs of its stacks name one of its functions, whose
 * environment has all else, settings too, as they were deployed. Needs `cloudformation:DescribeStacks` and `lambda:GetFunctionConfiguration`
 * (https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html), beside what the command itself does.
 */
export const reachDesk: Reach = async (name, tables) =>
  name === undefined ? reachRunning(tables) : reachStage(name, tables);

function reachRunning(tables?: Tables): Reached {
  const running = requireRunning('or name a deployed one with --stage');
  const { http } = running;
  const env = withTables(running.env, tables);
  enterEnvironment(env);
  const desk = () => runningDesk({ ...running, env });
  return { env, url: http, settings: settingsIn(env), running, now: async () => (await desk()).now(), desk };
}

/** The desk that runs here; none is an error that says how to start one, and what else there is (`otherwise`). */
export function requireRunning(otherwise: string): RunningDesk {
  const running = readCard();
  if (running) return running;
  throw new CommandError(`no desk runs here; start one with npm start, ${otherwise}`);
}

function readCard(): RunningDesk | undefined {
  try {
    return readRunning();
  } catch {
    throw new CommandError('the desk that runs here is of another version; stop it and run npm start again');
  }
}

async function reachStage(name: string, tables?: Tables): Promise<Reached> {
  const stage = await stageOf(name);
  const { region, deskId } = stage.deployment;
  // Before any client is made: each takes the Region from here.
  process.env.AWS_REGION = region;
  const { outputs } = await askStacks(new CloudFormationClient({}), stage);
  const { ApiFunction, ApiUrl } = outputs;
  if (ApiFunction === undefined || ApiUrl === undefined) {
    const why = 'is not deployed, or as a version that this command does not know';
    throw new CommandError(`stage ${name} ${why}, in ${region}: npx cdk deploy ${deskId}-${name}`);
  }
  const env = withTables(await environmentOf(ApiFunction), tables);
  Object.assign(process.env, env);
  const now = () => new Date();
  return {
    env,
    url: ApiUrl.replace(/\/+$/, ''),
    settings: settingsIn(env),
    deployed: { stage, outputs },
    now: async () => now(),
    desk: () => createDesk(env, now),
  };
}

/** What of a function's environment is the desk's: the name that its log bears, say, is the function's own. */
async function environmentOf(FunctionName: string): Promise<Record<string, string>> {
  const { Environment } = await new LambdaClient({}).send(new GetFunctionConfigurationCommand({ FunctionName }));
  const all = Environment?.Variables ?? {};
  const names: string[] = Object.values(ENV);
  const missing = names.filter((each) => !all[each]);
  if (missing.length === 0) return Object.fromEntries(names.map((each) => [each, all[each] ?? '']));
  // Without the right to decrypt it, AWS gives an error in the environment's place.
  const why = Environment?.Error?.Message ?? `its environment lacks ${missing.join(', ')}`;
  throw new CommandError(`the function ${FunctionName} does not say what it runs with: ${why}`);
}

function withTables(env: Record<string, string>, tables?: Tables): Record<string, string> {
  return tables ? { ...env, [ENV.ticketTable]: tables.tickets, [ENV.peopleTable]: tables.people } : env;
}

function settingsIn(env: Record<string, string>): Settings {
  return settingsSchema.parse(JSON.parse(env[ENV.settings] ?? ''));
}
