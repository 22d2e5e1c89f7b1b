import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CommandError } from '../command.ts';

/** A folder for what is handed out, for this user alone. */
export type ExportFolder = {
  json(path: string, value: unknown): Promise<void>;
  /** Writes an object of the bucket; gives where it is, since its key may be no name of a file. */
  object(key: string, content: Buffer): Promise<string>;
};

/** A file system takes names of 255 bytes at most. */
const MOST_OF_NAME = 150;

/** Makes a folder, or takes an empty one. Throws a `CommandError` for one that has something in it, and for what is none. */
export async function exportFolder(path: string): Promise<ExportFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch(refuse(path, 'cannot be made'));
  const there = await readdir(path).catch(refuse(path, 'cannot be read'));
  if (there.length > 0) throw new CommandError(`the folder ${path} is not empty: name another one with --out`);
  const write = async (name: string, content: string | Buffer) => {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, content, { mode: 0o600, flag: 'wx' });
  };
  const taken = new Set<string>();
  return {
    json: (name, value) => write(name, `${JSON.stringify(value, null, 2)}\n`),
    async object(key, content) {
      const name = freeName(key, taken);
      await write(name, content);
      return name;
    },
  };
}

/** Names that strangers gave to files lead nowhere else, and no two of them to one file, on a system that knows no capitals either. */
function freeName(key: string, taken: Set<string>): string {
  const parts = key.split('/').map(
    (part) =>
      part
        .replace(/[^\w.@=+-]/g, '_')
        .replace(/^\.+/, '_')
        .slice(-MOST_OF_NAME) || '_',
  );
  const name = join('objects', ...parts);
  let free = name;
  for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${name}-${count}`;
  taken.add(free.toLowerCase());
  return free;
}

function refuse(path: string, why: string) {
  return (error: unknown): never => {
    throw new CommandError(`the folder ${path} ${why}: ${error instanceof Error ? error.message : error}`);
  };
}
