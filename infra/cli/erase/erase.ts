import { parseArgs } from 'node:util';
import { cleanLine } from '../../../shared/mail/clean.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { readTables } from '../desk-tables.ts';
import { showProgress } from '../progress.ts';
import { eraseAgain } from './erase-again.ts';
import type { EraseDesk } from './erase-desk.ts';
import { type Erasure, erasePerson, eraseRecords } from './erase-person.ts';
import { type ErasedPersons, erasedIn } from './erased.ts';
import { countAll, type Found, findAll } from './find.ts';
import { goingOnForOthers, waitingOutside } from './for-others.ts';
import { HELP } from './help.ts';
import { namedIn } from './named-in.ts';
import { type OpenErase, openErase } from './open.ts';
import { type Person, personOf, readWho } from './person.ts';
import { priceOfScan, type Scanned, scanFor } from './scan.ts';
import {
  after,
  before,
  noteAnswered,
  noteOthers,
  OVER,
  refusal,
  refusalForOthers,
  refusalForOutside,
  STILL,
  type Told,
  WHY,
} from './told.ts';

const FLAG = { type: 'boolean' } as const;
const OPTIONS = {
  yes: FLAG,
  open: FLAG,
  scan: FLAG,
  again: FLAG,
  tables: { type: 'string' },
  json: FLAG,
  help: { ...FLAG, short: 'h' },
  stage: { type: 'string' },
} as const;

/**
 * How long point-in-time recovery goes back, as the tables have it
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html).
 */
const BACKUP_DAYS = 35;

/** `customers erase ID|ADDRESS [--yes] [--open] [--scan] [--stage S] [--json]`: shows what there is of a person, and with `--yes` forgets them. */
export async function customersErase(args: string[], io: Io, open: OpenErase = openErase): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  if (values.help) {
    io.stdout.write(HELP);
    return 0;
  }
  const { tables } = values;
  if (values.again) {
    const desk = await open(values.stage, tables === undefined ? undefined : readTables(tables, '--tables'));
    return eraseAllAgain(desk, positionals, values.yes === true, io);
  }
  if (tables !== undefined)
    throw new CommandError('--tables goes with --again: whom the desk has, it has in its own', 2);
  const words = readWho(positionals);
  const desk = await open(values.stage);
  const at = desk.desk.now().toISOString();
  const person = await personOf(desk.desk, words);
  const found = await findAll(desk, person, at);
  const erased = await erasedIn(desk.bucket);
  const { customer } = person;
  const isNobody = customer !== undefined && !person.record && found.cards.length + found.unreadable.length === 0;
  if (isNobody && !erased.isErased({ customer }))
    throw new CommandError(`there is no customer ${words}, and no ticket of one; customers list shows them`);
  const counts = await countAll(desk, found, io);
  const until = new Date(Date.parse(at) + BACKUP_DAYS * 86_400_000).toISOString().slice(0, 10);
  const whole = { ...person, addresses: found.askers.own };
  const others = await goingOnForOthers(desk.desk, whole, found.cards);
  const outside = await waitingOutside(desk.desk, whole, found.cards);
  const told: Told = { person, counts, until, scan: await priceOfScan(desk.tickets), others, outside };
  const waits = [
    ...(others.length > 0 ? [refusalForOthers(others)] : []),
    ...(outside.length > 0 ? [refusalForOutside(outside)] : []),
  ];
  if (values.yes !== true || waits.length > 0) {
    showBefore(told, values.json === true, io);
    noteOthers(found.askers.others, io);
    if (waits.length > 0) throw new CommandError(waits.join('\n'));
    io.stderr.write('nothing was erased: add --yes to do it for good\n');
    return 1;
  }
  if (counts.open > 0 && !values.open) throw new CommandError(refusal(found));
  const { erasure, scanned } = await act(desk, person, found, {
    at,
    isOpenToo: values.open === true,
    isScan: values.scan === true,
    erased,
    io,
  });
  io.stdout.write(
    values.json
      ? `${JSON.stringify({ ...counts, backupsUntil: until, erasure: shown(erasure), scanned: scanned && shownScan(scanned) })}\n`
      : after(told, erasure, scanned),
  );
  noteOthers(found.askers.others, io);
  for (const ticket of scanned?.over ?? []) io.stderr.write(`note: ${ticket} ${OVER}\n`);
  noteAnswered(scanned?.answered ?? [], io);
  for (const { ticket, why } of erasure.left) io.stderr.write(`warning: ${ticket} ${WHY[why]}\n`);
  if (erasure.left.length > 0 && (person.record || customer === undefined))
    io.stderr.write('warning: what the records have of them stays until then, since by it the rest is found\n');
  const scan = [...(scanned?.left ?? []), ...(scanned?.newer ?? [])];
  for (const key of scan) io.stderr.write(`warning: ${cleanLine(key)} names them still: ${STILL}\n`);
  return erasure.left.length + scan.length > 0 ? 1 : 0;
}

/** `customers erase --again [--yes]`: all who were erased, from tables that were restored since. */
async function eraseAllAgain(desk: EraseDesk, words: readonly string[], yes: boolean, io: Io): Promise<number> {
  if (words.length > 0) throw new CommandError('--again is for all who were erased: name nobody', 2);
  const erased = await erasedIn(desk.bucket);
  if (!yes) {
    io.stdout.write(
      `${counted(erased.all.length, 'name')} of those who were erased; whether the tables have them shows a look through both\n`,
    );
    io.stderr.write('nothing was erased: add --yes to do it for good\n');
    return 1;
  }
  const { persons, tickets, left, answered } = await eraseAgain(desk, erased, io);
  io.stdout.write(`${counted(persons, 'name')} erased again, with ${counted(tickets, 'ticket')}\n`);
  noteAnswered(answered, io);
  for (const key of left) io.stderr.write(`warning: ${cleanLine(key)} names them still: ${STILL}\n`);
  return left.length > 0 ? 1 : 0;
}

/** `erased`: who was before. */
type Acting = { at: string; isOpenToo: boolean; erased: ErasedPersons; io: Io };

async function act(
  desk: EraseDesk,
  person: Person,
  found: Found,
  { isScan, ...how }: Acting & { isScan: boolean },
): Promise<{ erasure: Erasure; scanned?: Scanned }> {
  const progress = showProgress(how.io.stderr, found.cards.length);
  const erasure = await erasePerson(desk, person, found, { at: how.at, progress: progress.at });
  progress.end();
  const scanned = isScan ? await lookThrough(desk, person, found.askers.own, how) : undefined;
  // Last, since by it the rest is found: whoever runs this again, as what was left asks for, finds that by it, too.
  if (erasure.left.length === 0) await eraseRecords(desk, person);
  return { erasure, ...(scanned && { scanned }) };
}

/** Takes them out of all else; those as well who asked in a customer's name on a ticket that a run before erased: hashes alone know them. */
async function lookThrough(
  desk: EraseDesk,
  person: Person,
  found: readonly string[],
  { at, isOpenToo, erased, io }: Acting,
): Promise<Scanned> {
  const { customer } = person;
  const isBefore = customer !== undefined && erased.isErased({ customer });
  const before = isBefore ? await namedIn([desk.tickets], (who) => erased.isErasedWith(customer, who), io) : [];
  const addresses = [...new Set([...found, ...before.flatMap((who) => ('address' in who ? [who.address] : []))])];
  const looking = showProgress(io.stderr);
  const scanned = await scanFor(desk, { ...person, addresses }, { at, before: at, isOpenToo, looked: looking.at });
  looking.end();
  return scanned;
}

/** Without addresses: what is printed as JSON is kept. */
const shown = ({ tickets, held, left }: Erasure) => ({ tickets, held, left });
const shownScan = ({ answered, ...scanned }: Scanned) => ({
  ...scanned,
  answered: answered.map(({ ticket }) => ticket),
});

function showBefore(told: Told, isJson: boolean, { stdout }: Pick<Io, 'stdout'>): void {
  const { counts, until, scan, others, outside } = told;
  const shown = {
    ...counts,
    backupsUntil: until,
    scan,
    ...(others.length > 0 && { goesOnForOthers: others }),
    // Without addresses, likewise.
    ...(outside.length > 0 && { fromOutside: outside.map(({ ticket, from }) => ({ ticket, messages: from.length })) }),
  };
  stdout.write(isJson ? `${JSON.stringify(shown)}\n` : before(told));
}
