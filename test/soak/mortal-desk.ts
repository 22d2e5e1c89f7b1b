import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RunningDesk, startDesk } from '../e2e/support/desk.ts';

const run = promisify(execFile);

/** A whole local desk that is killed and comes back on the same data. */
export type MortalDesk = {
  /** The desk that runs; while it is down, the one that ran: whoever calls it is refused, as with a server that is down. */
  current(): RunningDesk;
  /** SIGKILL, then a new process on the same data; resolves when it is ready. */
  killAndRestart(): Promise<void>;
  /** Resident memory of both processes, in MB: the desk's own, and that of its emulators. */
  memory(): Promise<number>;
  stop(): Promise<void>;
};

export async function startMortalDesk(): Promise<MortalDesk> {
  const data = await mkdtemp(join(tmpdir(), 'desk-soak-'));
  let desk = await startDesk({ data });
  return {
    current: () => desk,
    async killAndRestart() {
      await desk.stop('SIGKILL');
      desk = await startDesk({ data });
    },
    memory: async () => {
      const { pid, emulatorsPid } = desk.running;
      const { stdout } = await run('ps', ['-o', 'rss=', '-p', `${pid},${emulatorsPid}`]);
      return stdout.split('\n').reduce((sum, each) => sum + Number(each), 0) / 1024;
    },
    async stop() {
      await desk.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
