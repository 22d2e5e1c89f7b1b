import { parseArgs } from 'node:util';
import { cleanLine } from '../../../shared/mail/clean.ts';
import { CommandError, type Io } from '../command.ts';
import { counted } from '../counted.ts';
import { readTables } from '../desk-tables.ts';
import { showProgress } from '../progress.ts';
import { formatTable } from '../table.ts';
import { eraseAgain } from './erase-again.ts';
import type { EraseDesk } from './erase-desk.ts';
import { type Erasure, erasePerson, eraseRecords } from './erase-person.ts';
import { type ErasedPersons, erasedIn } from './erased.ts';
import { type Counts, countAll, type Found, findAll } from './find.ts';
import { type GoesOnForOthers, goingOnForOthers } from './for-others.ts';
import { HELP } from './help.ts';
import { namedIn } from './named-in.ts';
import { type OpenErase, openErase } from './open.ts';
import { nameOf, type Person, personOf, readWho } from './person.ts';
import { priceOfScan, type Scanned, scanFor } from './scan.ts';

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

/** Open tickets that a refusal names. */
const MOST_NAMED = 10;

/** Why a ticket was left, in words for the admin. */
const WHY: Record<Erasure['left'][number]['why'], string> = {
  newer: 'its customer wrote while this ran, and it was left as it is: answer it, then run this again',
  late: 'is erased, and a message came while that was done: read it, then run this again with --scan',
  opened: 'was opened while this ran, and is a new request: answer it, then run this again',
  others: 'goes on for a duplicate of somebody else, and was left as it is: re-open that first, then run this again',
  unreadable: 'cannot be read: desk doctor --repair, then run this again',
};

const STILL = "it is of the team, open, goes on for somebody else's duplicate, came while this ran, or cannot be read";

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
  const others = await goingOnForOthers(desk.desk, person, found.cards);
  const told: Told = { person, counts, until, scan: await priceOfScan(desk.tickets), others };
  if (values.yes !== true || others.length > 0) {
    showBefore(told, values.json === true, io);
    if (others.length > 0) throw new CommandError(refusalForOthers(others));
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
      ? `${JSON.stringify({ ...counts, backupsUntil: until, erasure: shown(erasure), scanned })}\n`
      : after(told, erasure, scanned),
  );
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
  const { persons, tickets, left } = await eraseAgain(desk, erased, io);
  io.stdout.write(`${counted(persons, 'name')} erased again, with ${counted(tickets, 'ticket')}\n`);
  for (const key of left) io.stderr.write(`warning: ${cleanLine(key)} names them still: ${STILL}\n`);
  return left.length > 0 ? 1 : 0;
}

type Told = {
  person: Person;
  counts: Counts;
  until: string;
  scan: { items: number; dollars: number };
  others: GoesOnForOthers[];
};

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
  const scanned = isScan ? await lookThrough(desk, person, erasure.addresses, how) : undefined;
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

function showBefore(told: Told, isJson: boolean, { stdout }: Pick<Io, 'stdout'>): void {
  const { counts, until, scan, others } = told;
  const shown = { ...counts, backupsUntil: until, scan, ...(others.length > 0 && { goesOnForOthers: others }) };
  stdout.write(isJson ? `${JSON.stringify(shown)}\n` : before(told));
}

function before({ person, counts, until, scan }: Told): string {
  return [
    `${cleanLine(nameOf(person))}: ${[
      `${counted(counts.tickets, 'ticket')}, of which ${counts.open} open`,
      counted(counts.messages, 'message'),
      counted(counts.files, 'file'),
      `${counted(counts.raws, 'mail')} and requests as they came`,
      `${counted(counts.held, 'held mail')}`,
    ].join('; ')}`,
    ...(person.record ? [`the record ${person.record.id}, ${cleanLine(person.record.name)}, and its contacts`] : []),
    `where they only read along is not looked: --scan reads all of the table, ${scan.items} items as last counted, for about $${scan.dollars.toFixed(2)}`,
    backups(until),
    '',
  ].join('\n');
}

function after({ person, until }: Told, { tickets, held }: Erasure, scanned: Scanned | undefined): string {
  return [
    `${cleanLine(nameOf(person))} is erased: ${counted(tickets, 'ticket')}, ${counted(held, 'held mail')}`,
    ...(scanned
      ? [
          `of ${counted(scanned.looked, 'item')} looked through, they were taken out of ${counted(scanned.tickets, 'other ticket')}, ${counted(scanned.messages, 'message')} and ${counted(scanned.others, 'other item')}`,
        ]
      : []),
    backups(until),
    '',
  ].join('\n');
}

const backups = (until: string) =>
  `backups of the tables have it until ${until}; a restore erases it again before its desk opens`;

/** Names all of them: each is a request of somebody who waits. */
function refusalForOthers(others: readonly GoesOnForOthers[]): string {
  const rows = others.map(({ ticket, duplicates }) => `  ${ticket} goes on for ${duplicates.join(', ')}`);
  const [first = ''] = others.flatMap(({ duplicates }) => duplicates);
  return `somebody else's request would end with it, and nobody would tell them; nothing was erased: open these duplicates again first, each by the API (PATCH /tickets/${first} {"state": "waiting"}) or in the console, then run this again\n${rows.join('\n')}`;
}

function refusal({ cards }: Found): string {
  const open = cards.filter(({ state }) => state !== 'closed');
  const rows = open
    .slice(0, MOST_NAMED)
    .map(({ id, state, priority, respondBy }) => ['', id, `P${priority}`, state, respondBy]);
  const rest = open.length > MOST_NAMED ? `  and ${open.length - MOST_NAMED} more\n` : '';
  return `an answer is still owed, or asked for; nothing was erased: close these first, or add --open\n${formatTable(['', 'TICKET', '', 'STATE', 'RESPOND BY'], rows)}${rest}`.trimEnd();
}
