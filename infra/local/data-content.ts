import { chmodSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { keysSchema } from './keys.ts';
import { UsageError } from './options.ts';

/** What a desk keeps, by name; `running.json` is there when the run file was put beside it. */
const FILES =
  /^(?:pid|issuer-port|keys\.json|running\.json|(?:clock|forms|targets)\.json(?:\.new)?|schedules\.sqlite(?:-journal|-wal|-shm)?|events\.jsonl)$/;
const FOLDERS = /^(?:table|messaging)$/;
/** Left by whoever only looked into the folder. */
const OF_FILE_MANAGERS = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/i;
/** Written before the keys are. */
const BEFORE_KEYS = /^(?:pid|running\.json)$/;

const OTHERS = 0o077;

/**
 * Throws `UsageError` when the folder holds anything that no desk keeps, or belongs to another user: it is somebody's own, and
 * nothing is written into it. A folder that is not there yet is fine.
 */
export function requireOwnContent(dir: string): void {
  const mend = 'Name an empty directory, or one that a desk has made.';
  const stat = lstatSync(dir, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (isOfAnother(dir)) throw new UsageError(`DESK_DATA ${dir} belongs to another user. ${mend}`);
  const entries = readdirSync(dir, { withFileTypes: true }).filter(({ name }) => !OF_FILE_MANAGERS.test(name));
  const foreign = entries.find(
    (entry) => !(entry.isFile() && FILES.test(entry.name)) && !(entry.isDirectory() && FOLDERS.test(entry.name)),
  );
  if (foreign) throw new UsageError(`DESK_DATA ${dir} holds ${foreign.name}, which is not a desk's. ${mend}`);
  if (entries.some(({ name }) => !BEFORE_KEYS.test(name)) && !hasKeys(dir)) {
    throw new UsageError(`DESK_DATA ${dir} holds files, and no keys.json of a desk. ${mend}`);
  }
}

/** Takes every right of others from the folder and all in it; links lead elsewhere and are left alone. */
export function keepToOwner(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  if (stat.mode & OTHERS) chmodSync(path, stat.mode & 0o700);
  if (!stat.isDirectory()) return;
  for (const name of readdirSync(path)) keepToOwner(join(path, name));
}

function isOfAnother(dir: string): boolean {
  const user = process.getuid?.();
  // Root may use any: that is how containers run.
  return user !== undefined && user !== 0 && statSync(dir).uid !== user;
}

function hasKeys(dir: string): boolean {
  try {
    return keysSchema.safeParse(JSON.parse(readFileSync(join(dir, 'keys.json'), 'utf8'))).success;
  } catch {
    return false;
  }
}
