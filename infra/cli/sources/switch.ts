import { parseArgs } from 'node:util';
import type { Io } from '../command.ts';
import { requireName, requireSource } from './find.ts';
import { noteSet } from './note.ts';
import { openSources } from './open.ts';

/** `sources disable NAME`: it takes nothing for the time being (410) and keeps its secrets. */
export const sourcesDisable = (args: string[], io: Io, open = openSources) => turn(args, io, open, false);

/** `sources enable NAME`: it takes deliveries again. */
export const sourcesEnable = (args: string[], io: Io, open = openSources) => turn(args, io, open, true);

async function turn(args: string[], io: Io, open: typeof openSources, inUse: boolean): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { stage: { type: 'string' } }, allowPositionals: true });
  const name = requireName(positionals);
  const desk = await open(values.stage);
  const { isDisabled: _, ...source } = requireSource(await desk.secrets.read(), name);
  const turned = inUse ? source : { ...source, isDisabled: true };
  await desk.secrets.put(name, turned);
  await noteSet(desk, name, turned);
  io.stdout.write(`${name} is ${inUse ? 'enabled' : 'disabled'}; it counts within half a minute\n`);
  return 0;
}
