import { parseArgs } from 'node:util';
import { CommandError, type Io } from './command.ts';

/** Reads `ID [--yes] [--stage S]`. */
export function readRemoval(args: string[]): { id: string; yes: boolean; stage: string | undefined } {
  const options = { yes: { type: 'boolean' }, stage: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new CommandError('give one ID, as the list shows it', 2);
  return { id, yes: values.yes ?? false, stage: values.stage };
}

/** Whether to go on; else says how to, since nothing is taken away unasked. */
export function isConfirmed(yes: boolean, io: Io): boolean {
  if (!yes) io.stderr.write('nothing was removed: add --yes to do it\n');
  return yes;
}
