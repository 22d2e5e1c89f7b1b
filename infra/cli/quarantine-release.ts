import { parseArgs } from 'node:util';
import * as z from 'zod';
import { CommandError, type Io } from './command.ts';
import { openApi, WHERE } from './quarantine-api.ts';

const releasedSchema = z.object({ id: z.string(), releasedBy: z.string(), releasedAt: z.string() });

/**
 * `quarantine release ID --as AGENT [--accept virus]`, or at a deployed desk with `--stage S` (or `--api URL`) and a token in place of the agent, whom
 * the token names: the mail becomes a ticket, or joins its own. Entry and trail bear the agent's name.
 */
export async function quarantineRelease(args: string[], io: Io, open = openApi): Promise<number> {
  const options = { accept: { type: 'string' }, as: { type: 'string' }, ...WHERE } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [id, ...more] = positionals;
  if (id === undefined || more.length > 0) throw new CommandError('give one ID, as quarantine list shows it', 2);
  const ask = await open({ ...values, mustName: true });
  const query = values.accept === undefined ? '' : `?${new URLSearchParams({ accept: values.accept })}`;
  const answer = await ask('POST', `/api/quarantine/${encodeURIComponent(id)}/release${query}`);
  const released = releasedSchema.parse(answer);
  io.stdout.write(`${released.id} is released by ${released.releasedBy} at ${released.releasedAt}\n`);
  return 0;
}
