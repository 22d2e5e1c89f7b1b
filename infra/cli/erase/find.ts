import { PREFIX } from '../../../shared/names.ts';
import type { Card } from '../../../shared/ticket/card.ts';
import type { QuarantineEntry } from '../../../shared/ticket/quarantine.ts';
import type { Io } from '../command.ts';
import { showProgress } from '../progress.ts';
import { type Askers, askersOf } from './askers.ts';
import type { EraseDesk } from './erase-desk.ts';
import { heldOf } from './held.ts';
import { type Person, ticketsOf } from './person.ts';
import { objectsOf, partsOf } from './ticket-parts.ts';

/** All that is found of a person without looking through the whole table. */
export type Found = {
  cards: Card[];
  held: QuarantineEntry[];
  /** Ids of tickets that cannot be read. */
  unreadable: string[];
  askers: Askers;
};

/** What that is, in numbers. `raws`: mails and requests as they came. */
export type Counts = { tickets: number; open: number; messages: number; files: number; held: number; raws: number };

/** Prefixes of what came, each object of which is one request or mail. */
const CAME = [PREFIX.raw, PREFIX.webhooks, PREFIX.pages, PREFIX.filings];

/** Finds what there is of a person that came before `before` (ISO, UTC). */
export async function findAll(
  { desk, tickets }: Pick<EraseDesk, 'desk' | 'tickets'>,
  person: Person,
  before: string,
): Promise<Found> {
  const asked = await ticketsOf(desk, person);
  const cards = asked.cards.filter(({ openedAt }) => openedAt < before);
  const askers = await askersOf({ desk, tickets }, person, cards);
  const held = await heldOf(desk, { ...person, addresses: askers.own }, before);
  return { cards, held, unreadable: asked.unreadable, askers };
}

/** Counts what was found: it reads every ticket whole. */
export async function countAll(desk: EraseDesk, { cards, held }: Found, io: Pick<Io, 'stderr'>): Promise<Counts> {
  const progress = showProgress(io.stderr, cards.length);
  const raws = new Set(held.map(({ received }) => received.raw));
  const counts = { messages: 0, files: 0 };
  for (const [index, { id }] of cards.entries()) {
    const parts = await partsOf(desk.tickets, desk.desk.log, id);
    counts.messages += parts.messages.length;
    counts.files += parts.messages.flatMap(({ attachments }) => attachments).length;
    for (const key of await objectsOf(parts, desk.bucket)) if (isRaw(key)) raws.add(key);
    progress.at(index + 1);
  }
  progress.end();
  const open = cards.filter(({ state }) => state !== 'closed').length;
  return { tickets: cards.length, open, ...counts, held: held.length, raws: raws.size };
}

/** Whether an object is what came, and not what stands beside it. */
function isRaw(key: string): boolean {
  return CAME.some((prefix) => key.startsWith(prefix)) && !/\.(?:asked|delivery)$|^pages\/[^/]+\//.test(key);
}
