import type { Io } from '../command.ts';
import type { NewSecret } from './new-secret.ts';
import type { SourcesDesk } from './open.ts';
import { stepsOf } from './steps.ts';

/** What a secret that stands in the address begins with. */
const TOKEN = 'tok_';

/** Shows where a source posts to and what it proves itself by, once: the desk shows no secret a second time. `kind` is a type or a preset. */
export function showSetUp(
  { url }: Pick<SourcesDesk, 'url'>,
  { name, kind, made }: { name: string; kind: string; made?: NewSecret },
  io: Io,
): void {
  const address = `${url}/webhooks/${name}`;
  const isToken = made?.secret.startsWith(TOKEN);
  const shown = isToken ? `${address}?token=${made?.secret}` : address;
  io.stdout.write(`\n${shown}\n`);
  if (made?.isOurs && !isToken) io.stdout.write(`${made.secret}\n`);
  if (made?.isOurs)
    io.stdout.write('\nThis is shown once: put it in now. Who has it can send requests in the name of anybody.\n');
  const steps = stepsOf(kind, { name, address, url: shown });
  if (steps) io.stdout.write(`\nAt the other side:\n${steps}`);
  io.stdout.write('\nIt counts within half a minute.\n');
}
