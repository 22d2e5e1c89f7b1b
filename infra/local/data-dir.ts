import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './options.ts';
import { isAlive } from './process.ts';

/**
 * Makes the data directory this process's own; two desks on one would destroy it. Gives the way to let go of it. Throws
 * `UsageError` when it cannot be written, or another desk that runs has it.
 */
export function claimDataDir(dir: string): () => void {
  const file = join(dir, 'pid');
  try {
    mkdirSync(dir, { recursive: true });
    const holder = readPid(file);
    if (holder !== undefined && holder !== process.pid && isAlive(holder)) {
      throw new UsageError(
        `DESK_DATA ${dir} is in use by another desk, process ${holder}. Stop it, or name another directory.`,
      );
    }
    writeFileSync(file, String(process.pid));
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
