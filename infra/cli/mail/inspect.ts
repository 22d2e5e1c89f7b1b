import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { Look } from '../../../shared/intake/look.ts';
import { parseMail } from '../../../shared/mail/parse.ts';
import { CommandError, type Io } from '../command.ts';
import { type Connect, type Connection, committedSettings, connect } from '../connect.ts';
import { readBytes } from '../read-input.ts';
import { type AsIf, readAsIf, receivedAsIf, settingsAsIf } from './as-if.ts';
import { mailLine } from './mail-line.ts';
import { outcomeOf } from './outcome.ts';

const OPTIONS = { 'as-if': { type: 'string' }, desk: { type: 'boolean' }, stage: { type: 'string' } } as const;

/**
 * `mail inspect FILE…|-`: what the desk makes of each mail and what becomes of it, a JSON line each, in order. It is the code that
 * takes mail in, and needs no desk; with `--desk` or `--stage` the tickets and agents of one are looked at. A mail that is none is
 * answered by `{"file", "error"}` and stops nothing; it makes the status 1.
 */
export async function mailInspect(args: string[], io: Io, open: Connect<Connection> = connect): Promise<number> {
  const { values, positionals: files } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  if (files.length === 0) throw new CommandError('name the files to inspect, or - for standard input', 2);
  const asIf = await readAsIf(values['as-if'], io.stdin);
  const asksDesk = values.desk || values.stage !== undefined;
  const look = asksDesk ? await (await open(values.stage)).whole() : withoutTickets(await committedSettings());
  const changed = { ...look, settings: settingsAsIf(look.settings, asIf) };
  let status = 0;
  for (const file of files) {
    const line = await inspect(file, io.stdin, { look: changed, hasTickets: asksDesk, asIf });
    if ('error' in line) status = 1;
    if (!io.stdout.write(`${JSON.stringify(line)}\n`)) await once(io.stdout, 'drain');
  }
  return status;
}

type World = { look: Look; hasTickets: boolean; asIf: AsIf };

async function inspect(file: string, stdin: Io['stdin'], { look, hasTickets, asIf }: World): Promise<object> {
  try {
    const raw = await readBytes(file, stdin);
    const mail = await parseMail(raw, look.settings.parseLimits);
    const received = receivedAsIf(asIf, look.settings, raw, mail, new Date().toISOString());
    return { ...mailLine(mail), ...(await outcomeOf(look, raw, mail, received, hasTickets)) };
  } catch (error) {
    return { file, error: error instanceof Error ? error.message : String(error) };
  }
}

/** A desk on its first day. Its key signs nothing, so no signed address of another desk is taken for one of its own. */
function withoutTickets(settings: Look['settings']): Look {
  return {
    settings,
    secrets: { signingKeys: async () => [] },
    agents: { list: async () => [] },
    customers: { find: async () => undefined, get: async () => undefined },
    tickets: {
      get: async () => undefined,
      getMessage: async () => undefined,
      messages: async () => ({ messages: [], unreadable: [] }),
      findByMailId: async () => [],
      putOn: async () => undefined,
    },
  };
}
