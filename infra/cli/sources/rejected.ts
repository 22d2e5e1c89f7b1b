import { parseArgs } from 'node:util';
import type { Io } from '../command.ts';
import { formatTable, widthOf } from '../table.ts';
import { requireName, requireSource } from './find.ts';
import { openSources } from './open.ts';

/** `sources rejected NAME [--json]`: deliveries that were refused since their id had brought another body, newest first, and where each is kept. */
export async function sourcesRejected(args: string[], io: Io, open = openSources): Promise<number> {
  const options = { json: { type: 'boolean' }, stage: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const name = requireName(positionals);
  const desk = await open(values.stage);
  const all = await desk.records.rejected(name);
  // Those of a source that was removed are still there to be seen.
  if (all.length === 0) requireSource(await desk.secrets.read(), name);
  if (all.length === 0 && !values.json) {
    io.stdout.write(`none of ${name} was refused for its id\n`);
    return 0;
  }
  io.stdout.write(
    values.json
      ? all.map((each) => `${JSON.stringify(each)}\n`).join('')
      : formatTable(
          ['RECEIVED', 'ID', 'KEPT AS'],
          all.map(({ at, id, raw }) => [at, id, raw]),
          widthOf(io.stdout),
        ),
  );
  return 0;
}
