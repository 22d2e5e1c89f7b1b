import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CHANGES_ENV, CONSOLE_LOGIN, ENV } from '../../shared/names.ts';
import { memoryDesk } from '../support/memory-desk.ts';
import { progress } from './report.ts';

const run = promisify(execFile);

/** What Lambda does before the first event, timed; Node's own start is the same for all and stays out. */
const LOAD = `const start = process.hrtime.bigint();
require(process.argv[1]);
console.log(Number(process.hrtime.bigint() - start) / 1e6);
process.exit();`;

/**
 * Milliseconds each bundle takes to load in fresh processes, by file. The bundles take turns, so that a busy spell of the
 * machine hits all of them; the first round warms the disk's cache and does not count.
 */
export async function coldStarts(files: readonly string[], rounds: number): Promise<Map<string, number[]>> {
  const starts = new Map(files.map((file) => [file, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    if (round % 5 === 0) progress(`cold starts: round ${round} of ${rounds}`);
    for (const file of files) {
      const ms = await coldStart(file);
      if (round > 0) starts.get(file)?.push(ms);
    }
  }
  return starts;
}

async function coldStart(file: string): Promise<number> {
  const env = { ...process.env, ...lambdaEnvironment() };
  const { stdout } = await run(process.execPath, ['-e', LOAD, file], { env });
  return Number(stdout.trim().split('\n').at(-1));
}

/** Enough for a function to start; it calls nothing. */
function lambdaEnvironment(): Record<string, string> {
  const queue = 'arn:aws:sqs:eu-west-1:000000000000:bench';
  const names = [...Object.values(ENV), ...Object.values(CHANGES_ENV)].map((name) => [
    name,
    name.endsWith('_ARN') ? queue : 'bench',
  ]);
  return {
    ...Object.fromEntries(names),
    [ENV.settings]: JSON.stringify(memoryDesk().settings),
    [CHANGES_ENV.calendars]: '[]',
    [CONSOLE_LOGIN]: JSON.stringify({ issuer: 'https://login.example', clientId: 'bench', trustsEmail: false }),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
  };
}
