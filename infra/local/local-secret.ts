import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { LocalSecret } from './emulators/secrets.ts';

/** A secret that starts with this value; in `file`, for its owner alone, it outlives the desk's process. */
export function localSecret(initial: string, file?: string): LocalSecret {
  let value = (file === undefined ? undefined : readIfThere(file)) ?? initial;
  return {
    get: () => value,
    put(next) {
      value = next;
      if (file === undefined) return;
      // Whole or not at all.
      writeFileSync(`${file}.new`, next, { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
