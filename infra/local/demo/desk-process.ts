import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type RunningDesk, readRunning } from '../running.ts';

const START = fileURLToPath(new URL('../start.ts', import.meta.url));
/** In place of whatever the user's own desk is set to. */
const OWN_ENVIRONMENT = {
  DESK_PORT: '0',
  DESK_SMTP_PORT: '0',
  DESK_MAILBOX_PORT: '0',
  DESK_DATA: '',
  DESK_OVERRIDES: '',
  DESK_LOG: 'error',
};

/** Starts a desk of its own on free ports, in memory. `stop` tells it to stop and gives its exit status. */
export async function startDeskProcess(speed: number): Promise<{ desk: RunningDesk; stop(): Promise<number | null> }> {
  const directory = mkdtempSync(join(tmpdir(), 'desk-demo-'));
  process.env.DESK_RUN_FILE = join(directory, 'running.json');
  const child = spawn(process.execPath, [START, '--speed', String(speed)], {
    env: { ...process.env, ...OWN_ENVIRONMENT },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // Whatever ends the demo, its desk does not stay behind.
  process.once('exit', () => {
    child.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  return { desk: await ready(child), stop: () => stop(child) };
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
