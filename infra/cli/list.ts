import { parseArgs } from 'node:util';
import type { Io } from './command.ts';
import type { Connect, People } from './connect.ts';
import { formatTable, widthOf } from './table.ts';

/** How a kind of record is listed. */
type Listing<T> = {
  all: (desk: People) => Promise<T[]>;
  headings: string[];
  cells: (record: T) => string[];
};

/** Lists records by id: a table, or with `--json` one JSON object a line. */
export async function list<T extends { id: string }>(
  args: string[],
  io: Io,
  open: Connect,
  listing: Listing<T>,
): Promise<number> {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, stage: { type: 'string' } } });
  const desk = await open(values.stage);
  const records = (await listing.all(desk)).sort((a, b) => a.id.localeCompare(b.id));
  io.stdout.write(
    values.json
      ? records.map((record) => `${JSON.stringify(record)}\n`).join('')
      : formatTable(listing.headings, records.map(listing.cells), widthOf(io.stdout)),
  );
  return 0;
}
