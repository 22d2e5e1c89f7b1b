import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepToOwner, requireOwnContent } from './data-content.ts';
import { UsageError } from './options.ts';
import { isAlive } from './process.ts';

/**
 * Makes the data directory this process's own; two desks on one would destroy it. Gives the way to let go of it. It
 * and all in it are then for its owner alone: mails and keys are in it. Throws `UsageError`, and writes nothing, when it cannot be
 * written, holds something foreign, or another desk that runs has it.
 */
export function claimDataDir(dir: string): () => void {
  const file = join(dir, 'pid');
  try {
    requireOwnContent(dir);
    const holder = readPid(file);
    if (holder !== undefined && holder !== process.pid && isAlive(holder)) {
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
  return () => rmSync(file, { force: true });
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
