import { parseArgs } from 'node:util';
import type { Io } from '../command.ts';
import { isConfirmed } from '../removal.ts';
import { requireName, requireSource } from './find.ts';
import { openSources } from './open.ts';

/** `sources remove NAME [--yes]`: its address is gone (404), and so are its secrets; its tickets and what was kept of its deliveries stay. */
export async function sourcesRemove(args: string[], io: Io, open = openSources): Promise<number> {
  const options = { yes: { type: 'boolean' }, stage: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const name = requireName(positionals);
  const desk = await open(values.stage);
  const { type } = requireSource(await desk.secrets.read(), name);
  const came = (await desk.records.list()).find((record) => record.name === name);
  io.stdout.write(
    `${name}: ${type}, ${came?.deliveredAt ? `last delivery ${came.deliveredAt}` : 'no delivery noted'}\n`,
  );
  if (!isConfirmed(values.yes ?? false, io)) return 1;
  await desk.secrets.put(name, undefined);
  await desk.records.forget(name);
  io.stdout.write(`${name} is removed; it counts within half a minute\n`);
  return 0;
}
