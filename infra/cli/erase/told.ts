import { cleanLine } from '../../../shared/mail/clean.ts';
import type { Io } from '../command.ts';
import { counted } from '../counted.ts';
import { formatTable } from '../table.ts';
import type { Erasure } from './erase-person.ts';
import type { Counts, Found } from './find.ts';
import type { GoesOnForOthers, WaitsOutside } from './for-others.ts';
import { nameOf, type Person } from './person.ts';
import type { Scanned } from './scan.ts';

/** Open tickets that a refusal names. */
const MOST_NAMED = 10;

/** Why a ticket was left, in words for the admin. */
export const WHY: Record<Erasure['left'][number]['why'], string> = {
  newer: 'its customer wrote while this ran, and it was left as it is: answer it, then run this again',
  late: 'is erased, and a message came while that was done: read it, then run this again with --scan',
  opened: 'was opened while this ran, and is a new request: answer it, then run this again',
  others: 'goes on for a duplicate of somebody else, and was left as it is: re-open that first, then run this again',
  outside:
    'has words of somebody else from outside, and was left as it is: add, file or dismiss them, then run this again',
  anothers:
    "is somebody else's, whom nobody but they named there or whose customer is another one, and was left as it is: say whose it is, or who asks, then run this again",
  unreadable: 'cannot be read: desk doctor --repair, then run this again',
};

/** Why a look through the table left something. */
export const STILL =
  "it is of the team, open, somebody else's (held mail that only names them, a ticket of another customer's, with a duplicate or words from outside, and such words themselves; erasing the address of who asked there takes a ticket that is said to be another customer's), came while this ran, or cannot be read";

/** Of a ticket that stays another one's. */
export const OVER =
  'was opened by them and is of who reads there now: what they wrote there went, and the ticket stays';

/** What is told of an erasure before it is done. */
export type Told = {
  person: Person;
  counts: Counts;
  until: string;
  scan: { items: number; dollars: number };
  others: GoesOnForOthers[];
  outside: WaitsOutside[];
};

/** What there is of them. */
export function before({ person, counts, until, scan }: Told): string {
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

/** What was done. */
export function after({ person, until }: Told, { tickets, held }: Erasure, scanned: Scanned | undefined): string {
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
export function refusalForOthers(others: readonly GoesOnForOthers[]): string {
  const rows = others.map(({ ticket, duplicates }) => `  ${ticket} goes on for ${duplicates.join(', ')}`);
  const [first = ''] = others.flatMap(({ duplicates }) => duplicates);
  return `somebody else's request would end with it, and nobody would tell them; nothing was erased: open these duplicates again first, each by the API (PATCH /tickets/${first} {"state": "waiting"}) or in the console, then run this again\n${rows.join('\n')}`;
}

/** Why nothing goes while a ticket is open. */
export function refusal({ cards }: Found): string {
  const open = cards.filter(({ state }) => state !== 'closed');
  const rows = open
    .slice(0, MOST_NAMED)
    .map(({ id, state, priority, respondBy }) => ['', id, `P${priority}`, state, respondBy]);
  const rest = open.length > MOST_NAMED ? `  and ${open.length - MOST_NAMED} more\n` : '';
  return `an answer is still owed, or asked for; nothing was erased: close these first, or add --open\n${formatTable(['', 'TICKET', '', 'STATE', 'RESPOND BY'], rows)}${rest}`.trimEnd();
}

/** Names who wrote: each is somebody whom no agent has seen to. */
export function refusalForOutside(outside: readonly WaitsOutside[]): string {
  const rows = outside.map(
    ({ ticket, from }) => `  ${ticket} has words of ${[...new Set(from)].map((each) => cleanLine(each)).join(', ')}`,
  );
  const [{ ticket } = { ticket: '' }] = outside;
  return `somebody else wrote there from outside, and it stands nowhere else; nothing was erased: add who wrote, file it as a ticket of its own or dismiss it first, by the API (POST /tickets/${ticket}/outside/file {}) or in the console, then run this again\n${rows.join('\n')}`;
}

/** Names those of whom no more goes than the tickets of the customer: afterwards nobody can find them by these. */
export function noteOthers(others: readonly string[], { stderr }: Pick<Io, 'stderr'>): void {
  for (const address of others)
    stderr.write(
      `note: ${cleanLine(address)} stands for who asks there, and is another customer's or asked nothing by themself: of them these tickets alone go; if they are to be forgotten as well, erase their address, too\n`,
    );
}

/** Names what another one wrote: whose it is, and what can be done where it is theirs after all. */
export function noteAnswered(answered: Scanned['answered'], { stderr }: Pick<Io, 'stderr'>): void {
  for (const { ticket, by } of answered)
    stderr.write(
      `note: what ${cleanLine(by)} wrote on ${ticket} asked for its answers at their address, and stays: it is of who wrote it; where it waits from outside, add who wrote it, file or dismiss it; if it is theirs, let an agent hide it (redact)\n`,
    );
}
