import { parseArgs } from 'node:util';
import { newWebhookKey } from '../../../shared/forms/webhook-key.ts';
import { TARGET_SECRETS } from '../../../shared/targets/stored-target.ts';
import { CommandError, type Io } from '../command.ts';
import { openTargets, requireTarget } from './open.ts';

/**
 * `targets rotate NAME`: a new key signs to a program, printed once; the one before signs beside it until the next rotation, so that a program may
 * change over when it likes. What got out is gone after two.
 */
export async function targetsRotate(args: string[], io: Io, open = openTargets): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { stage: { type: 'string' } }, allowPositionals: true });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new CommandError('give one NAME, as targets list shows it', 2);
  const desk = await open(values.stage);
  const { kind } = await requireTarget(desk, name);
  if (kind !== 'webhook')
    throw new CommandError(`${name} has no key of ours: only a webhook has; use targets add --replace`);
  const secret = TARGET_SECRETS.webhook.safeParse((await desk.secret.read())[name]);
  if (!secret.success) throw new CommandError(`${name} cannot be used: use targets add --replace`);
  const key = newWebhookKey();
  await desk.secret.put(name, { ...secret.data, secrets: [key, ...secret.data.secrets.slice(0, 1)] });
  io.stdout.write(`${name} is signed by this key, too, within half a minute; it is shown only now:\n${key}\n`);
  return 0;
}
