import { parseArgs } from 'node:util';
import { CommandError, type Io } from '../command.ts';
import { requireName, requireSource } from './find.ts';
import { noteSet } from './note.ts';
import { openSources } from './open.ts';
import { PARTS, requireUsable, withParts } from './parts.ts';

const OPTIONS = { stage: { type: 'string' }, ...PARTS } as const;

/** `sources change NAME`, with the options of `add` that say what it is: what they name is changed, an empty value takes it away. */
export async function sourcesChange(args: string[], io: Io, open = openSources): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const name = requireName(positionals);
  const { stage, ...parts } = values;
  if (Object.keys(parts).length === 0)
    throw new CommandError(`say what to change: --${Object.keys(PARTS).join(', --')}`, 2);
  const desk = await open(stage);
  const source = await withParts(requireSource(await desk.secrets.read(), name), parts, io);
  requireUsable(name, source, desk.settings);
  await desk.secrets.put(name, source);
  await noteSet(desk, name, source);
  io.stdout.write(`${name} is changed; it counts within half a minute\n`);
  return 0;
}
