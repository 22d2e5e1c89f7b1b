import { parseArgs } from 'node:util';
import { describeError } from '../../../shared/customer/import/import.ts';
import { CommandError, type Io } from '../command.ts';
import { type Connect, type Connection, connect } from '../connect.ts';
import { counted } from '../counted.ts';
import { readInput } from '../read-input.ts';
import { formatTable } from '../table.ts';
import { HELP } from './help.ts';
import { type Due, type Plan, planImport } from './plan.ts';
import { readTickets } from './rows.ts';
import { writeTickets } from './write.ts';

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const OPTIONS = { from: TEXT, stage: TEXT, 'dry-run': FLAG, yes: FLAG, json: FLAG };

/** The other desk's name stands in each ticket's source, where a colon ends it. */
const NAME = /^[a-z0-9-]{1,32}$/;

/** `tickets import FILE|- --from NAME [--dry-run] [--yes] [--stage S] [--json]`: takes over the open tickets of another desk. */
export async function tickets(args: string[], io: Io, open: Connect<Connection> = connect): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === 'help' || args.some((word) => ['--help', '-h'].includes(word))) {
    io.stdout.write(HELP);
    return 0;
  }
  if (name !== 'import') throw new CommandError(`there is no command "tickets ${name}"; see tickets --help`, 2);
  const { file, from, stage, yes, json, isDry } = readCall(rest);
  const text = await readInput(file, io.stdin);
  const desk = await open(stage);
  const now = (await desk.time()).toISOString();
  const read = readTickets(text, { settings: desk.settings, agents: await desk.agents.list(), now });
  if (!read.ok) {
    for (const error of read.errors) io.stderr.write(`${describeError(error)}\n`);
    io.stderr.write(`${counted(read.errors.length, 'error')} in ${file}: nothing was written\n`);
    return 1;
  }
  const plan = await planImport(desk, read.records, { from, now }, io);
  const isLeft = plan.due.length > 0 && !yes && !isDry;
  const imported = isDry || isLeft ? 0 : await writeTickets(await desk.whole(), read.records, from, io);
  const { there, unknown, due } = plan;
  if (json) io.stdout.write(`${JSON.stringify({ imported, there, unknown, due })}\n`);
  else io.stdout.write(`${dueAsText(plan.due)}${summary(plan, isDry || isLeft ? undefined : imported)}`);
  if (isLeft) io.stderr.write('nothing was written: add --yes, and their contacts are mailed within minutes\n');
  return isLeft ? 1 : 0;
}

function readCall(args: string[]) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const { from, stage, yes = false, json = false, 'dry-run': isDry = false } = values;
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new CommandError('name one file, or - for standard input', 2);
  if (from === undefined || !NAME.test(from))
    throw new CommandError('say what the other desk is called, as --from zendesk: 1 to 32 of a-z, 0-9 and -', 2);
  return { file, from, stage, yes, json, isDry };
}

function summary({ fresh, there, unknown }: Plan, imported: number | undefined): string {
  const did =
    imported === undefined
      ? `${counted(fresh, 'ticket')} would be imported`
      : `${counted(imported, 'ticket')} imported`;
  const whose =
    unknown > 0 ? `; ${unknown} of them on the desk’s own terms, since no customer’s record names who asks` : '';
  return `${did}, ${there} ${there === 1 ? 'was' : 'were'} there already${whose}\n`;
}

function dueAsText(due: readonly Due[]): string {
  if (due.length === 0) return '';
  const rows = due.map(({ id, level, deadline }) => [id, level, deadline]);
  return `of these a level of escalation has passed, and its contacts hear of it at once:\n${formatTable(['ID', 'LEVEL', 'ANSWER WAS DUE'], rows)}\n`;
}
