import { parseArgs } from 'node:util';
import { describeError, type Format, type Imported } from '../../shared/customer/import/import.ts';
import type { Settings } from '../../shared/settings.ts';
import { CommandError, type Io } from './command.ts';
import type { Connect, People } from './connect.ts';
import { showProgress } from './progress.ts';
import { readInput } from './read-input.ts';
import { isConfirmed } from './removal.ts';

/** What differs between one kind of file and another. */
type Kind<T, D> = {
  /** Plural. */
  noun: string;
  existing: (desk: D) => Promise<T[]>;
  check: (text: string, existing: T[], settings: Settings, format: Format) => Imported<T>;
  /** Why records may not be written, one line each; by what the desk has beside its records. */
  refuses?: (desk: D, existing: T[], records: T[]) => Promise<string[]>;
  /** What must be so before anything is written. */
  before?: (desk: D, existing: T[], records: T[]) => Promise<void>;
  /** What to write for the records of the file, in order. */
  writes: (existing: T[], records: T[]) => T[];
  put: (desk: D, record: T) => Promise<void>;
  /** Shows a record that `--replace` takes away, and what it holds. */
  show: (desk: D, record: T, io: Io) => Promise<void>;
  /** Takes it away. */
  remove: (desk: D, record: T, io: Io) => Promise<void>;
  /** What follows from the records beyond themselves; found before anything is written. */
  consequences?: (desk: D, records: T[], io: Io) => Promise<Consequences>;
};

/**
 * `foretell` says what would happen. `ready` makes sure that it can be done, while nothing is written yet, and gives the way to do
 * it once the records are written.
 */
export type Consequences = { foretell(): void; ready(): Promise<() => Promise<void>> };

const OPTIONS = {
  stage: { type: 'string' },
  'dry-run': { type: 'boolean' },
  format: { type: 'string' },
  replace: { type: 'boolean' },
  yes: { type: 'boolean' },
} as const;

/**
 * Reads a whole file, reports every error in it on stderr, and writes its records when there is none. With `--dry-run` it says
 * what it would do and writes nothing. With `--replace` it first shows the records that the file does not have, and takes them away
 * when `--yes` says so, after those of the file are written.
 */
export async function importFile<T extends { id: string }, D extends People>(
  args: string[],
  io: Io,
  open: Connect<D>,
  kind: Kind<T, D>,
): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new CommandError('name one file, or - for standard input', 2);
  const format = formatOf(file, values.format);

  const text = await readInput(file, io.stdin);
  const desk = await open(values.stage);
  const existing = await kind.existing(desk);
  // What goes keeps nobody from having its addresses.
  const alone = values.replace ? kind.check(text, [], desk.settings, format) : undefined;
  const ids = alone?.ok ? alone.records.map(({ id }) => id) : undefined;
  const staying = existing.filter(({ id }) => ids?.includes(id) ?? true);
  const checked = kind.check(text, staying, desk.settings, format);
  const errors = checked.ok
    ? ((await kind.refuses?.(desk, existing, checked.records)) ?? [])
    : checked.errors.map(describeError);
  if (!checked.ok || errors.length > 0) {
    const count = errors.length;
    for (const error of errors) io.stderr.write(`${error}\n`);
    io.stderr.write(`${count} ${count === 1 ? 'error' : 'errors'} in ${file}: nothing was written\n`);
    return 1;
  }
  const known = new Set(existing.map(({ id }) => id));
  const replaced = checked.records.filter(({ id }) => known.has(id)).length;
  const counts = `${checked.records.length - replaced} new, ${replaced} replaced`;
  const kept = new Set(checked.records.map(({ id }) => id));
  const going = values.replace ? existing.filter(({ id }) => !kept.has(id)) : [];
  if (going.length > 0) io.stdout.write(`${going.length} ${kind.noun} are not in ${file} and would go:\n`);
  for (const record of going) await kind.show(desk, record, io);
  const consequences = await kind.consequences?.(desk, checked.records, io);
  if (values['dry-run']) {
    io.stdout.write(`${checked.records.length} ${kind.noun} would be imported: ${counts}\n`);
    consequences?.foretell();
    return 0;
  }
  if (going.length > 0 && !isConfirmed(values.yes ?? false, io)) return 1;
  const bringAbout = await consequences?.ready();
  const before = async () => kind.before?.(desk, existing, checked.records);
  await write(kind.writes(existing, checked.records), io, desk, { ...kind, before });
  io.stdout.write(`${checked.records.length} ${kind.noun} imported: ${counts}\n`);
  // Before the re-timing, which may have to wait: a leaver must be out.
  for (const record of going) await kind.remove(desk, record, io);
  await bringAbout?.();
  return 0;
}

/** By the end of the file's name, unless it is said. */
function formatOf(file: string, said: string | undefined): Format {
  const format = (said ?? (/\.ya?ml$/i.test(file) ? 'yaml' : 'csv')).toLowerCase();
  if (format === 'csv' || format === 'yaml') return format;
  throw new CommandError(`--format ${said}: use csv or yaml`, 2);
}

async function write<T, D>(
  records: T[],
  io: Io,
  desk: D,
  { before, put }: Pick<Kind<T, D>, 'put'> & { before: () => Promise<void> },
): Promise<void> {
  const progress = showProgress(io.stderr, records.length);
  let written = 0;
  try {
    await before();
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
