import { createHash } from 'node:crypto';
import type { Io } from '../command.ts';
import { formatTable, widthOf } from '../table.ts';

/** Tells one key from another, and nothing of it: a key is 256 bits that nobody guesses. */
const fingerprint = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 12);

/** Shows which keys count, by their fingerprints: no command prints a key. */
export function showKeys(keys: readonly string[], io: Io, { json = false } = {}): void {
  const rows = keys.map((key, index) => ({ key: fingerprint(key), signs: index === 0 }));
  if (json) {
    io.stdout.write(`${JSON.stringify(rows)}\n`);
    return;
  }
  const cells = rows.map(({ key, signs }) => [key, signs ? 'signs' : 'what it signed still counts']);
  io.stdout.write(formatTable(['KEY', ''], cells, widthOf(io.stdout)));
}
