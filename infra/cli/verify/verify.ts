import { parseArgs } from 'node:util';
import type { Io } from '../command.ts';
import { counted } from '../counted.ts';
import { showProgress } from '../progress.ts';
import { formatTable } from '../table.ts';
import { openClocks } from '../timers/open-clocks.ts';
import { compare } from './compare.ts';
import { fits } from './fits.ts';
import { HELP } from './help.ts';
import { type Inventory, type TablePair, takeInventory } from './inventory.ts';
import type { Line } from './line.ts';
import { countListed, type OpenVerify, openVerify, type VerifyDesk } from './open.ts';

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const OPTIONS = { stage: TEXT, against: TEXT, json: FLAG, help: { ...FLAG, short: 'h' } } as const;

/** `verify [--stage S] [--against TICKETS,PEOPLE] [--json]`: whether a desk still owes what it owed, and works by what it holds. */
export async function verify(args: string[], io: Io, open: OpenVerify = openVerify): Promise<number> {
  const { stage, against, json = false, help } = parseArgs({ args, options: OPTIONS }).values;
  if (help) {
    io.stdout.write(HELP);
    return 0;
  }
  const given = { ...(await open(stage, against)), stage };
  const own = await inventoryOf(given.tables, io);
  const lines = [...(await fitsOf(given, own, io)), ...(await comparedTo(given, own, io))];
  const lost = lines.filter(({ verdict }) => verdict === 'lost').length;
  if (json) for (const line of lines) io.stdout.write(`${JSON.stringify(line)}\n`);
  else {
    const differing = lines.filter(({ verdict }) => verdict === 'differs').length;
    io.stdout.write(`${asTable(lines)}\n${counted(differing, 'difference')}, ${lost} lost\n`);
  }
  return lost > 0 ? 1 : 0;
}

async function inventoryOf(tables: TablePair, io: Io): Promise<Inventory> {
  const progress = showProgress(io.stderr);
  try {
    return await takeInventory(tables, progress.at);
  } finally {
    progress.end();
  }
}

type Given = VerifyDesk & { stage: string | undefined };

async function fitsOf({ desk, tables, schedules, stage }: Given, own: Inventory, io: Io): Promise<Line[]> {
  const { open } = await openClocks(desk, io);
  const due = new Set(open.map(({ id }) => id));
  return fits(own, { listed: await countListed(tables.tickets), due, schedules: await schedules(), stage }, desk.now());
}

async function comparedTo({ other, stage }: Given, own: Inventory, io: Io): Promise<Line[]> {
  if (!other) return [];
  const others = await inventoryOf(other.tables, io);
  return other.isNewer ? compare(own, others, stage) : compare(others, own, stage);
}

function asTable(lines: readonly Line[]): string {
  const shown = { ok: 'ok', differs: 'differs', lost: 'LOST' };
  const rows = lines.flatMap(({ check, verdict, says, mend }) => [
    [shown[verdict], check, says],
    ...(mend ? [['', '', `→ ${mend}`]] : []),
  ]);
  return formatTable(['', 'CHECK', ''], rows);
}
