import { parseArgs } from 'node:util';
import { describeError, type Imported } from '../../shared/customer/import.ts';
import type { Settings } from '../../shared/settings.ts';
import { CommandError, type Io } from './command.ts';
import type { Connect, People } from './connect.ts';
import { showProgress } from './progress.ts';
import { readInput } from './read-input.ts';

/** What differs between one kind of file and another. */
type Kind<T> = {
  /** Plural. */
  noun: string;
  existing: (desk: People) => Promise<T[]>;
  check: (text: string, existing: T[], settings: Settings) => Imported<T>;
  /** What to write for the records of the file, in order. */
  writes: (existing: T[], records: T[]) => T[];
  put: (desk: People, record: T) => Promise<void>;
};

/** Reads a whole file, reports every error in it on stderr, and writes its records when there is none. */
export async function importFile<T extends { id: string }>(
  args: string[],
  io: Io,
  open: Connect,
  kind: Kind<T>,
): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { table: { type: 'string' } }, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new CommandError('name one file, or - for standard input', 2);

  const text = await readInput(file, io.stdin);
  const desk = await open(values.table);
  const existing = await kind.existing(desk);
  const checked = kind.check(text, existing, desk.settings);
  if (!checked.ok) {
    const count = checked.errors.length;
    for (const error of checked.errors) io.stderr.write(`${describeError(error)}\n`);
    io.stderr.write(`${count} ${count === 1 ? 'error' : 'errors'} in ${file}: nothing was written\n`);
    return 1;
  }
  await write(kind.writes(existing, checked.records), io, desk, kind);
  const known = new Set(existing.map(({ id }) => id));
  const replaced = checked.records.filter(({ id }) => known.has(id)).length;
  const added = checked.records.length - replaced;
  io.stdout.write(`${checked.records.length} ${kind.noun} imported: ${added} new, ${replaced} replaced\n`);
  return 0;
}

async function write<T>(records: T[], io: Io, desk: People, { put }: Kind<T>): Promise<void> {
  const progress = showProgress(io.stderr, records.length);
  let written = 0;
  try {
    for (const record of records) {
      await put(desk, record);
      written += 1;
      progress.at(written);
    }
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new CommandError(
      `writing broke off after ${written} of ${records.length}: ${reason}. Run it again: what is there is replaced`,
    );
  } finally {
    progress.end();
  }
}
