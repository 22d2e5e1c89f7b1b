import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SNSClient } from '@aws-sdk/client-sns';
import { cleanLine } from '../../../shared/mail/clean.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { askSubscriptions } from '../preflight/ask/deployed.ts';
import { askStacks } from '../preflight/ask/stacks.ts';
import { showProgress } from '../progress.ts';
import { stageOf } from '../stage.ts';
import { formatTable } from '../table.ts';
import { type Alarm, type Alarms, alarmsOf } from './cloudwatch.ts';
import { HELP } from './help.ts';
import { type Listener, listenersOf, mendOf } from './listeners.ts';
import { choose, type Problem, setOff, WAIT_SECONDS, type Waiting } from './set-off.ts';

const OPTIONS = { stage: { type: 'string' }, json: { type: 'boolean' } } as const;

type Report = { listeners: Listener[]; alarm?: string; published: boolean; problems: Problem[] };

/** How a second passes: a test does not wait. */
const WAIT: Waiting['wait'] = (seconds) => setTimeout(seconds * 1000);

/** `alarm test --stage S [--json]`: sets off an alarm that tells somebody. Who is told, and whether CloudWatch could tell them, decides the exit status. */
export async function alarm(args: string[], io: Io, wait = WAIT): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === 'help' || args.some((word) => ['--help', '-h'].includes(word))) {
    io.stdout.write(HELP);
    return 0;
  }
  if (name !== 'test') throw new CommandError(`there is no command "alarm ${name}"; see alarm --help`, 2);
  const { stage, json = false } = parseArgs({ args: rest, options: OPTIONS }).values;
  if (stage === undefined)
    throw new CommandError('not here: a local desk has no alarms; give a stage, as --stage prod', 2);
  const report = await test(stage, io, wait);
  io.stdout.write(json ? `${JSON.stringify(report)}\n` : asText(report));
  return report.problems.length > 0 ? 1 : 0;
}

async function test(name: string, io: Io, wait: Waiting['wait']): Promise<Report> {
  const { deployment, topic } = await topicOf(name);
  const { region } = deployment;
  const { named, others } = listenersOf(deployment, await askSubscriptions(new SNSClient({ region }), topic));
  const listeners = [...named, ...others];
  const problems = listeners.flatMap((each) => wrongWith(each, topic));
  if (!listeners.some(({ state }) => state === 'confirmed')) {
    if (problems.length === 0) problems.push({ says: 'nobody is subscribed', mend: 'set "alarmMail" and deploy' });
    return { listeners, published: false, problems };
  }
  const alarms = alarmsOf(new CloudWatchClient({ region }), topic);
  const all = await alarms.all();
  problems.push(...switchedOff(all, deployment.live));
  const chosen = choose(all);
  if (!chosen) {
    if (all.some(({ isOn }) => isOn))
      problems.push({
        says: 'each alarm that tells somebody is on already',
        mend: 'see to them first: docs/runbook.md',
      });
    return { listeners, published: false, problems };
  }
  const failed = await tell(alarms, chosen, io, wait);
  if (failed) problems.push(failed);
  return { listeners, alarm: chosen.name, published: failed === undefined, problems };
}

/** The stage's settings, and the topic that its alarms tell. */
async function topicOf(name: string) {
  const stage = await stageOf(name);
  const { deployment } = stage;
  const { desk, outputs } = await askStacks(new CloudFormationClient({ region: deployment.region }), stage);
  const deploy = `npx cdk deploy ${deployment.deskId}-${name}`;
  if (desk === undefined) throw new CommandError(`stage ${name} is not deployed in ${deployment.region}: ${deploy}`);
  const topic = outputs.AlarmTopic;
  if (topic === undefined)
    throw new CommandError(`the alarms of ${name} tell nobody: set "alarmMail" or "alarmUrl", then ${deploy}`);
  return { deployment, topic };
}

async function tell(alarms: Alarms, chosen: Alarm, io: Io, wait: Waiting['wait']): Promise<Problem | undefined> {
  io.stderr.write(`setting off ${chosen.name}; CloudWatch sets it back at its next look\n`);
  const progress = showProgress(io.stderr, WAIT_SECONDS);
  const who = cleanLine(process.env.USER ?? process.env.USERNAME ?? 'an admin', 40);
  try {
    return await setOff(alarms, chosen, `A test by ${who}, with desk alarm test: nothing is wrong.`, {
      wait,
      ...progress,
    });
  } finally {
    progress.end();
  }
}

function wrongWith(listener: Listener, topic: string): Problem[] {
  const { endpoint, state } = listener;
  if (state === 'confirmed') return [];
  const says = state === 'pending' ? `${endpoint} has not confirmed` : `${endpoint} is not subscribed`;
  return [{ says, mend: mendOf(listener, topic) }];
}

function switchedOff(all: readonly Alarm[], isLive: boolean): Problem[] {
  if (all.length === 0)
    return [{ says: 'no alarm tells the topic', mend: isLive ? 'deploy' : 'set "live": true and deploy' }];
  const off = all.filter(({ isOn }) => !isOn).map(({ name }) => name);
  if (off.length === 0) return [];
  return [
    {
      says: `${counted(off.length, 'alarm')} of ${all.length} switched off`,
      mend: `aws cloudwatch enable-alarm-actions --alarm-names ${off.join(' ')}`,
    },
  ];
}

function asText({ listeners, alarm: name, published, problems }: Report): string {
  const rows = listeners.map(({ endpoint, protocol, state }) => [endpoint, protocol, state]);
  const wrong = problems.map(({ says, mend }) => `error: ${cleanLine(says, 1000)}\n  → ${cleanLine(mend, 4000)}\n`);
  return [formatTable(['WHO', 'BY', ''], rows), '\n', ...(published ? lookFor(listeners, name) : []), ...wrong].join(
    '',
  );
}

/** What each who has confirmed should see; SNS's mails come under the topic's display name. */
function lookFor(listeners: readonly Listener[], name = ''): string[] {
  return listeners
    .filter(({ state }) => state === 'confirmed')
    .map(({ protocol, endpoint }) => {
      const sees =
        protocol === 'email'
          ? 'a mail from Support desk alarms whose subject begins with ALARM, and one that begins with OK'
          : `an alarm ${name} that comes and is over by itself`;
      return `${endpoint} within two minutes: ${sees}. Neither came: docs/runbook.md, No alarm is heard\n`;
    });
}
