import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keepToOwner, requireOwnContent } from './data-content.ts';
import { UsageError } from './options.ts';
import { isAlive } from './process.ts';

/** Emulators store what they have and end as soon as their desk is gone; they do not wait longer themselves. */
const LONGEST_ENDING_MS = 5_000;
const LOOK_MS = 20;

/** Whose a data directory is as long as it is held. */
export type Claim = {
  /** Notes that another process works in it, too. */
  shareWith(pid: number): void;
  letGo(): void;
};

/**
 * Makes the data directory this process's own; two desks on one would destroy it. Gives the way to let go of it. It
 * and all in it are then for its owner alone: mails and keys are in it. Throws `UsageError`, and writes nothing, when it cannot be
 * written, holds something foreign, or another desk that runs has it.
 */
export function claimDataDir(dir: string): Claim {
  const file = fileIn(dir);
  try {
    requireOwnContent(dir);
    const holder = readPids(file).find((pid) => pid !== process.pid && isAlive(pid));
    if (holder !== undefined) {
      throw new UsageError(
        `DESK_DATA ${dir} is in use by another desk, process ${holder}. Stop it, or name another directory.`,
      );
    }
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    // The folder that a link leads to, not the link.
    keepToOwner(realpathSync(dir));
    writeFileSync(file, String(process.pid), { mode: 0o600 });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`DESK_DATA ${dir} cannot be used: ${error instanceof Error ? error.message : error}.`);
  }
  return {
    shareWith: (pid) => writeFileSync(file, `${process.pid}\n${pid}`),
    letGo: () => rmSync(file, { force: true }),
  };
}

/** Waits until the emulators of a desk that was killed have let go of the directory. Of a desk that runs `claimDataDir` tells. */
export async function deadDeskGone(dir: string): Promise<void> {
  const [desk, ...others] = pidsLeftIn(dir);
  if (desk === undefined || isAlive(desk)) return;
  const end = performance.now() + LONGEST_ENDING_MS;
  while (others.some(isAlive) && performance.now() < end) await pause(LOOK_MS);
}

/** Of what is no directory `claimDataDir` tells. */
function pidsLeftIn(dir: string): number[] {
  try {
    return readPids(fileIn(dir));
  } catch {
    return [];
  }
}

/** The process of the desk, then that of its emulators. */
const fileIn = (dir: string) => join(dir, 'pid');

function readPids(file: string): number[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => Number(line) || []);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
