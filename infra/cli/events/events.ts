import { CommandError, type Io } from '../command.ts';
import { HELP } from './help.ts';
import { lost } from './lost.ts';
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
