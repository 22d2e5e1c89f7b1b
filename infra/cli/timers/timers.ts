import { parseArgs } from 'node:util';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { goThrough } from '../go-through.ts';
import { HELP } from './help.ts';
import { type OpenTimers, openTimers } from './open.ts';
import { openClocks } from './open-clocks.ts';
import { setAgain } from './set-again.ts';

const FLAG = { type: 'boolean' } as const;
const OPTIONS = { yes: FLAG, json: FLAG, stage: { type: 'string' } } as const;

/** `timers rebuild [--yes] [--json] [--stage S]`: gives every open clock that has lost its schedule one again. */
export async function timers(args: string[], io: Io, open: OpenTimers = openTimers): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === 'help' || args.some((word) => ['--help', '-h'].includes(word))) {
    io.stdout.write(HELP);
    return 0;
  }
  if (name !== 'rebuild') throw new CommandError(`there is no command "timers ${name}"; see timers --help`, 2);
  const { yes = false, json = false, stage } = parseArgs({ args: rest, options: OPTIONS }).values;
  const { desk, schedules } = await open(stage);
  const clocks = await openClocks(desk, io);
  const there = await schedules();
  const missing = clocks.open.filter((ticket) => !there.has(ticket));
  const failed: { ticket: string; reason: string }[] = [];
  if (yes) {
    const busy = await goThrough(missing, io, async (ticket) => {
      const reason = await setAgain(desk, ticket);
      if (reason !== undefined) failed.push({ ticket: ticket.id, reason });
    });
    failed.push(...busy.map(({ id }) => ({ ticket: id, reason: 'the desk was at work on it all the while' })));
  }
  const set = yes ? missing.length - failed.length : 0;
  const { unreadable } = clocks;
  if (json)
    io.stdout.write(
      `${JSON.stringify({ open: clocks.open.length, missing: missing.length, set, failed, unreadable })}\n`,
    );
  else {
    const verb = missing.length === 1 ? 'has' : 'have';
    io.stdout.write(`${counted(clocks.open.length, 'open clock')}, of which ${missing.length} ${verb} no schedule\n`);
    if (set > 0) io.stdout.write(`${counted(set, 'schedule')} set\n`);
  }
  for (const { ticket, reason } of failed) io.stderr.write(`warning: ${ticket} has no schedule yet: ${reason}\n`);
  for (const id of unreadable)
    io.stderr.write(`warning: ${id} cannot be read, and whether it owes something is not known: desk doctor\n`);
  if (!yes && missing.length > 0) io.stderr.write('nothing was set: add --yes to give each its schedule\n');
  return set < missing.length || unreadable.length > 0 ? 1 : 0;
}
