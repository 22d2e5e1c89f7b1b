import { parseArgs } from 'node:util';
import { CommandError, type Io } from '../command.ts';
import { formatTable, widthOf } from '../table.ts';
import { HELP } from './help.ts';
import { type OpenEvents, openEvents } from './open.ts';
import { replay } from './replay.ts';
import { tail } from './tail.ts';

const COMMANDS: Readonly<Record<string, (args: string[], io: Io, open: OpenEvents) => Promise<number>>> = {
  lost,
  replay,
  tail,
};

/** `events replay|tail|lost`: what other systems hear of tickets. */
export async function events(args: string[], io: Io, open: OpenEvents = openEvents): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === 'help' || args.some((word) => ['--help', '-h'].includes(word))) {
    io.stdout.write(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CommandError(`there is no command "events ${name}"; see events --help`, 2);
  return command(rest, io, open);
}

/** `events lost [--json] [--stage S]`: changes that could not be read, and those that somebody can never take. */
async function lost(args: string[], io: Io, open: OpenEvents): Promise<number> {
  const options = { json: { type: 'boolean' }, stage: { type: 'string' } } as const;
  const { json = false, stage } = parseArgs({ args, options }).values;
  const all = await (await open(stage)).lost.all();
  if (json) io.stdout.write(`${JSON.stringify(all)}\n`);
  else if (all.length === 0) io.stdout.write('there are none\n');
  else {
    const cells = all.map(({ since, ticket, sk, version, parts, consumer }) => [
      since,
      ticket,
      sk,
      String(version ?? ''),
      parts.join(', '),
      consumer ?? '',
    ]);
    io.stdout.write(
      formatTable(['SINCE', 'TICKET', 'ITEM', 'VERSION', 'UNREADABLE', 'NOT TAKEN BY'], cells, widthOf(io.stdout)),
    );
  }
  return 0;
}
