import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readOptions } from '../options.ts';
import { type RunningDesk, readRunning } from '../running.ts';

const START = fileURLToPath(new URL('../start.ts', import.meta.url));
/** In place of whatever the user's own desk is set to. */
const OWN_ENVIRONMENT = {
  DESK_DATA: '',
  DESK_OVERRIDES: '',
  DESK_LOG: 'error',
};

/**
 * Starts a desk of its own, in memory, on free ports, and on those that `env` sets as for `npm start`. `stop` tells it to stop and gives its exit
 * status. Throws `UsageError` for a port that is none.
 */
export async function startDeskProcess(
  speed: number,
  env: NodeJS.ProcessEnv = {},
): Promise<{ desk: RunningDesk; stop(): Promise<number | null> }> {
  const ports = portsIn(env);
  const directory = mkdtempSync(join(tmpdir(), 'desk-demo-'));
  process.env.DESK_RUN_FILE = join(directory, 'running.json');
  const child = spawn(process.execPath, [START, '--speed', String(speed)], {
    env: { ...process.env, ...OWN_ENVIRONMENT, ...ports },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // Whatever ends the demo, its desk does not stay behind.
  process.once('exit', () => {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  return { desk: await ready(child), stop: () => stop(child) };
}

/** The ports that are set; any free one for the others, since the user's own desk may be on the usual ones. */
function portsIn({ DESK_PORT, DESK_SMTP_PORT, DESK_MAILBOX_PORT }: NodeJS.ProcessEnv): Record<string, string> {
  const set = {
    DESK_PORT: DESK_PORT || '0',
    DESK_SMTP_PORT: DESK_SMTP_PORT || '0',
    DESK_MAILBOX_PORT: DESK_MAILBOX_PORT || '0',
  };
  const { http, smtp, mailbox } = readOptions([], set).ports;
  return { DESK_PORT: String(http), DESK_SMTP_PORT: String(smtp), DESK_MAILBOX_PORT: String(mailbox) };
}

async function ready(child: ChildProcess): Promise<RunningDesk> {
  for (;;) {
    const desk = readRunning();
    if (desk !== undefined) return desk;
    if (child.exitCode !== null) throw new Error('the desk did not start, see above');
    await pause(50);
  }
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  child.kill('SIGINT');
  await once(child, 'exit');
  return child.exitCode;
}
