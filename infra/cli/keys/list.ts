import { parseArgs } from 'node:util';
import type { Io } from '../command.ts';
import { type OpenKeys, openKeys } from './open.ts';
import { showKeys } from './show.ts';

const OPTIONS = { stage: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `keys list [--json] [--stage S]`: which keys sign and count, by fingerprint. */
export async function keysList(args: string[], io: Io, open: OpenKeys = openKeys): Promise<number> {
  const { stage, json = false } = parseArgs({ args, options: OPTIONS }).values;
  showKeys(await (await open(stage)).read(), io, { json });
  return 0;
}
