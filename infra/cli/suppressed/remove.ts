import { parseArgs } from 'node:util';
import { CommandError, type Io } from '../command.ts';
import { type OpenSuppressed, openSuppressed } from './open.ts';

const OPTIONS = { stage: { type: 'string' } } as const;

/** `suppressed remove ADDRESS [--stage S]`: SES sends there again. What bounced before is not sent once more. */
export async function suppressedRemove(args: string[], io: Io, open: OpenSuppressed = openSuppressed): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [address, ...more] = positionals;
  if (address === undefined || more.length > 0)
    throw new CommandError('give one ADDRESS, as suppressed list shows it', 2);
  const { suppressed } = await open(values.stage);
  if (!(await suppressed.remove(address))) throw new CommandError(`${address} is not on the suppression list`);
  io.stdout.write(`SES sends to ${address} again; an answer that bounced goes once more by its resend\n`);
  return 0;
}
