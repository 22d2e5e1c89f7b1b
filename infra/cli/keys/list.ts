import { parseArgs } from 'node:util';
import type { Io } from '../command.ts';
import { type OpenKeys, openKeys } from './open.ts';
import { showKeys } from './show.ts';

const OPTIONS = { secret: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `keys list [--json] [--secret NAME]`: which keys sign and count, by fingerprint. */
export async function keysList(args: string[], io: Io, open: OpenKeys = openKeys): Promise<number> {
  const { secret, json = false } = parseArgs({ args, options: OPTIONS }).values;
  showKeys(await (await open(secret)).read(), io, { json });
  return 0;
}
