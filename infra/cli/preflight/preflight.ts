import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Stage } from '../../stages.ts';
import { CommandError, type Io } from '../command.ts';
import { connect } from '../connect.ts';
import { showProgress } from '../progress.ts';
import { stageOf } from '../stage.ts';
import { factsOfLocal } from './facts-of-local.ts';
import { AROUND, type Around, factsOf, QUESTIONS, receivingFactsOf } from './facts-of-stage.ts';
import { HELP } from './help.ts';
import { judge, judgeReceiving } from './judge.ts';
import type { Line } from './line.ts';
import { printLines } from './print.ts';

const FLAG = { type: 'boolean' } as const;
const OPTIONS = { stage: { type: 'string' }, json: FLAG, help: { ...FLAG, short: 'h' } } as const;

/** `preflight [--stage S [--before-deploy]] [--json]`: what is still missing, in the order of README.md, *Deploy*. Without a stage it is the desk that runs here. */
export async function preflight(args: string[], io: Io, around: Around = AROUND): Promise<number> {
  const { values } = parseArgs({ args, options: { ...OPTIONS, 'before-deploy': FLAG } });
  if (values.help) return showHelp(io);
  const { stage: name, json = false, 'before-deploy': isBeforeDeploy = false } = values;
  if (name !== undefined) {
    const stage = await stageOf(name);
    await needCredentials(stage);
    const ask = (each: Around) => factsOf(stage, { isBeforeDeploy, around: each }).then(judge);
    return printLines(await withProgress(io, around, QUESTIONS, ask), io, { json });
  }
  if (isBeforeDeploy) throw new CommandError('--before-deploy takes the stage that is to be deployed: --stage prod', 2);
  const desk = await connect();
  return printLines(judge(await factsOfLocal(await stageOf(process.env.DESK_STAGE), desk)), io, { json });
}

/** `receiving --stage S [--json]`: whether a customer's mail would come as far as the desk. */
export async function receiving(args: string[], io: Io, around: Around = AROUND): Promise<number> {
  const { stage: name, json = false, help } = parseArgs({ args, options: OPTIONS }).values;
  if (help) return showHelp(io);
  if (name === undefined) throw new CommandError('give the stage, as --stage prod', 2);
  const stage = await stageOf(name);
  await needCredentials(stage);
  const ask = (each: Around) => receivingFactsOf(stage, { isBeforeDeploy: false, around: each }).then(judgeReceiving);
  return printLines(await withProgress(io, around, RECEIVING_QUESTIONS, ask), io, { json });
}

function showHelp({ stdout }: Io): number {
  stdout.write(HELP);
  return 0;
}

/** Without any, each question would fail for this one reason. Throws the SDK's `CredentialsProviderError`. */
async function needCredentials({ deployment: { region } }: Stage): Promise<void> {
  await new CloudFormationClient({ region }).config.credentials();
}

/** Stacks, rule sets, MX. */
const RECEIVING_QUESTIONS = 3;

async function withProgress(
  io: Io,
  around: Around,
  questions: number,
  ask: (around: Around) => Promise<Line[]>,
): Promise<Line[]> {
  const progress = showProgress(io.stderr, questions);
  let answers = 0;
  const answered = () => progress.at(++answers);
  try {
    return await ask({ ...around, answered });
  } finally {
    progress.end();
  }
}
