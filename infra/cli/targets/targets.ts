import { type Command, CommandError, type Io } from '../command.ts';
import { targetsAdd } from './add.ts';
import { HELP } from './help.ts';
import { targetsList } from './list.ts';
import { targetsPause, targetsRemove, targetsResume } from './pause.ts';
import { targetsRotate } from './rotate.ts';
import { targetsTest } from './test.ts';

const COMMANDS: Record<string, Command> = {
  add: targetsAdd,
  list: targetsList,
  test: targetsTest,
  pause: targetsPause,
  resume: targetsResume,
  rotate: targetsRotate,
  remove: targetsRemove,
};

/** `targets add|list|test|pause|resume|rotate|remove`: who is told outside. */
export async function targets(args: string[], io: Io): Promise<number> {
  const [name = '', ...rest] = args;
  if (args.some((word) => ['--help', '-h'].includes(word)) || name === 'help') {
    io.stdout.write(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new CommandError(`there is no command "targets ${name}"; see targets --help`, 2);
  return command(rest, io);
}
