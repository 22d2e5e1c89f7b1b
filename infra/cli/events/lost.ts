import { parseArgs } from 'node:util';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { formatTable, widthOf } from '../table.ts';
import type { Lost } from './lost-changes.ts';
import { REBUILT } from './missed.ts';
import type { EventsDesk, OpenEvents } from './open.ts';

const FLAG = { type: 'boolean' } as const;
const TEXT = { type: 'string' } as const;
const OPTIONS = { done: TEXT, yes: FLAG, json: FLAG, stage: TEXT } as const;

/**
 * `events lost [--json] [--stage S]`: changes that could not be read, and those that somebody can never take. `--done words|facts [--yes]` takes
 * those of one off that a rebuild has made good.
 */
export async function lost(args: string[], io: Io, open: OpenEvents): Promise<number> {
  const { done, yes = false, json = false, stage } = parseArgs({ args, options: OPTIONS }).values;
  if (done !== undefined && !Object.hasOwn(REBUILT, done))
    throw new CommandError(`--done ${done}: expected ${Object.keys(REBUILT).join(' or ')}`, 2);
  const desk = await open(stage);
  const all = await desk.lost.all();
  if (done !== undefined) return takeOff(desk, { all, consumer: done, yes }, io);
  if (json) io.stdout.write(`${JSON.stringify(all)}\n`);
  else if (all.length === 0) io.stdout.write('there are none\n');
  else show(all, io);
  return 0;
}

async function takeOff(
  desk: EventsDesk,
  { all, consumer, yes }: { all: readonly Lost[]; consumer: string; yes: boolean },
  io: Io,
): Promise<number> {
  const own = all.filter((record) => record.consumer === consumer);
  if (yes) await desk.lost.remove(own);
  io.stdout.write(`${counted(own.length, 'change')} of ${consumer}${yes ? ' taken off' : ''}\n`);
  if (yes || own.length === 0) return 0;
  io.stderr.write(`nothing was taken off: run ${REBUILT[consumer]} first, then add --yes\n`);
  return 1;
}

function show(all: readonly Lost[], io: Io): void {
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
