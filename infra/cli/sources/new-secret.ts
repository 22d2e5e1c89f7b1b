import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { FormProvider } from '../../../shared/forms/provider.ts';
import { newUrlToken } from '../../../shared/forms/url-token.ts';
import { CommandError, type Io } from '../command.ts';
import { readInput } from '../read-input.ts';

/** Options that say where a secret comes from. It is never an argument itself: those stand in the shell's history and in the list of processes. */
export const SECRET = { 'secret-file': { type: 'string' }, token: { type: 'boolean' } } as const;

/** A secret that can be used, and whether it was made here: then nobody else knows it yet. */
export type NewSecret = { secret: string; isOurs: boolean };

/**
 * The secret of a file or of standard input (`--secret-file`), a token for the address (`--token`), one that is made here, or else the one
 * that the provider made and the admin types in, unseen. Throws a `CommandError` for one that cannot be used, and never quotes it.
 */
export async function newSecret(
  provider: FormProvider,
  values: { 'secret-file'?: string | undefined; token?: boolean | undefined },
  io: Io,
): Promise<NewSecret> {
  const file = values['secret-file'];
  if (file !== undefined && values.token) throw new CommandError('give --secret-file or --token, not both', 2);
  const made = values.token ? newUrlToken() : file === undefined ? provider.newSecret?.() : undefined;
  const question = `The secret that ${provider.name} made for this form`;
  const secret = made ?? (file === undefined ? await askUnseen(question, io) : await readInput(file, io.stdin)).trim();
  const why = secret === '' ? 'is empty' : provider.whyUnusable(secret);
  if (why !== undefined) throw new CommandError(`the secret cannot be used for ${provider.name}: it ${why}`);
  return { secret, isOurs: made !== undefined };
}

/** One line of standard input, which a terminal does not show. */
export async function askUnseen(question: string, io: Io): Promise<string> {
  io.stderr.write(`${question} (it is not shown): `);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = 'isTTY' in io.stdin && io.stdin.isTTY === true;
  const lines = createInterface({ input: io.stdin, output: unseen, terminal });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
    io.stderr.write('\n');
  }
}
