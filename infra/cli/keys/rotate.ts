import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Io } from '../command.ts';
import { type OpenKeys, openKeys } from './open.ts';
import { showKeys } from './show.ts';

const OPTIONS = { stage: { type: 'string' } } as const;

/** The strength of the HMAC that it keys. */
const KEY_BYTES = 32;

/**
 * `keys rotate [--stage S]`: a new key signs from now on; what the others signed still counts, so nobody's address or link ends. Functions read
 * it within five minutes, until when some sign with the one before.
 */
export async function keysRotate(args: string[], io: Io, open: OpenKeys = openKeys): Promise<number> {
  const { stage } = parseArgs({ args, options: OPTIONS }).values;
  const keys = await open(stage);
  const next = [randomBytes(KEY_BYTES).toString('hex'), ...(await keys.read())] as const;
  await keys.write(next);
  showKeys(next, io);
  io.stdout.write('the new key counts everywhere within five minutes\n');
  return 0;
}
