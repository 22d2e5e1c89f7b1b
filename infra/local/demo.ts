import './node-version.ts';
import { ENV } from '../../shared/names.ts';
import { settingsSchema } from '../../shared/settings.ts';
import { startDeskProcess } from './demo/desk-process.ts';
import { openDoors } from './demo/doors.ts';
import { fillQueue } from './demo/lively.ts';
import { currentStep, step } from './demo/step.ts';
import { answerByMail, letEscalate, openTickets, type Stage, stayQuiet } from './demo/story.ts';
import { clearProgress, tick } from './demo/tell.ts';
import { AGENTS } from './examples.ts';
import type { RunningDesk } from './running.ts';
import { issueToken } from './token.ts';

/** Half an hour, the response time of a Premium P1, is 15 seconds. */
const SPEED = 120;
const LONGEST_MS = 55_000;

/** A lively queue passes as slowly as a real one: there is time to look at it. */
const WATCHED_SPEED = 1;

/** `npm run demo -- --watch`: a desk with a lively queue that stays until Ctrl-C, to look at in the console. It takes the ports that are set for `npm start`. */
async function watch(): Promise<void> {
  const { desk } = await step('start the desk', () => startDeskProcess(WATCHED_SPEED, process.env));
  await fillQueue(await stageOf(desk, WATCHED_SPEED));
  const agents = AGENTS.map(({ name }) => name).join(' or ');
  console.log(`
  ${desk.http}/console   sign in as ${agents}
  Mail in: smtp://${desk.smtp.host}:${desk.smtp.port}   to ${desk.supportAddress}
  ${desk.mailbox}   the mails

Ctrl-C stops the desk.
`);
  await new Promise(() => {});
}

/**
 * `npm run demo`: a desk on fast-forward, driven through its public doors. Two mails and a form become tickets; an agent
 * answers one by mail; nobody answers the urgent one, until it has escalated. Exit status 0 only when all of it happened.
 */
async function demo(): Promise<void> {
  console.log(
    `\nA support desk on fast-forward: an hour passes in ${3600 / SPEED} seconds. Times are of its clock, in UTC.\n`,
  );
  const { desk, stop } = await step('start the desk', () => startDeskProcess(SPEED));
  tick(`The desk runs; its mailbox page is ${desk.mailbox}`);

  const stage = await stageOf(desk, SPEED);

  const { urgent, minor, deskTime } = await openTickets(stage);
  await answerByMail(stage, minor, deskTime);
  await letEscalate(stage, urgent, deskTime);
  await stayQuiet(stage, minor);

  await step('stop the desk', async () => {
    const status = await stop();
    if (status !== 0) throw new Error(`it ended with status ${status}`);
  });
  console.log('\nAll of it happened. npm start gives you a desk of your own.\n');
}

async function stageOf(desk: RunningDesk, speed: number): Promise<Stage> {
  const agent = AGENTS[0]?.addresses[0] ?? '';
  const { escalation } = settingsSchema.parse(JSON.parse(desk.env[ENV.settings] ?? ''));
  const doors = openDoors(desk, await issueToken(desk.login, agent));
  return { doors, agent, lead: escalation.lead, speed };
}

function fail(error: unknown): never {
  clearProgress();
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`\nThe demo failed. It was to ${currentStep()}: ${reason}`);
  process.exit(1);
}

process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
if (process.argv.includes('--watch')) watch().catch(fail);
else {
  setTimeout(() => fail(`the whole took longer than ${LONGEST_MS / 1000} s`), LONGEST_MS).unref();
  demo().then(() => process.exit(0), fail);
}
