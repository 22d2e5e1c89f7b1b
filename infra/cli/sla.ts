import { parseArgs } from 'node:util';
import { SlaError } from '../../shared/sla/sla-error.ts';
import { type Command, CommandError, type Io } from './command.ts';
import { answerLines } from './sla/batch.ts';
import { calendar } from './sla/calendar.ts';
import { explain } from './sla/explain.ts';
import { HELP } from './sla/help.ts';
import { deadlineRow, elapsedRow } from './sla/rows.ts';

const COMMANDS: Record<string, Command> = {
  explain,
  calendar,
  deadline: batch(deadlineRow),
  elapsed: batch(elapsedRow),
  // Loaded when called: the others need no AWS client.
  diff: async (...call) => (await import('./sla/diff.ts')).diff(...call),
  recompute: async (...call) => (await import('./sla/recompute.ts')).recompute(...call),
};

/** `sla explain | deadline | elapsed | calendar`: what the promise says, without a desk; `sla diff` and `sla recompute` work on one. Gives the exit status. */
export async function sla([name = '', ...args]: string[], io: Io): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if ([name, ...args].some((word) => ['help', '--help', '-h'].includes(word))) {
    io.stdout.write(HELP);
    return 0;
  }
  if (command === undefined) throw new CommandError(`there is no command "sla ${name}"; see sla --help`, 2);
  try {
    return await command(args, io);
  } catch (error) {
    if (error instanceof SlaError) throw new CommandError(error.message, 2);
    throw error;
  }
}

/** A batch takes rows and no options. */
function batch(answer: (row: unknown) => object): Command {
  return (args, io) => {
    parseArgs({ args });
    return answerLines(io, answer);
  };
}
