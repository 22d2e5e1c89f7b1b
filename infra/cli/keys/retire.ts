import { parseArgs } from 'node:util';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { isConfirmed } from '../removal.ts';
import { type OpenKeys, openKeys } from './open.ts';
import { showKeys } from './show.ts';

const OPTIONS = { stage: { type: 'string' }, yes: { type: 'boolean' } } as const;

/**
 * `keys retire [--yes] [--stage S]`: with `--yes` every key but the one that signs goes, and with them all addresses and links that they signed
 * (docs/runbook.md, *The signing key got out*). There is no way back.
 */
export async function keysRetire(args: string[], io: Io, open: OpenKeys = openKeys): Promise<number> {
  const { stage, yes = false } = parseArgs({ args, options: OPTIONS }).values;
  const keys = await open(stage);
  const [current, ...older] = await keys.read();
  if (current === undefined || older.length === 0)
    throw new CommandError('there is one key, which signs: keys rotate makes another');
  showKeys([current, ...older], io);
  io.stdout.write(
    `${counted(older.length, 'key')} would go: addresses and links in mails that they signed then lead nowhere\n`,
  );
  if (!isConfirmed(yes, io)) return 1;
  await keys.write([current]);
  io.stdout.write('they are gone; functions stop taking what they signed within five minutes\n');
  return 0;
}
