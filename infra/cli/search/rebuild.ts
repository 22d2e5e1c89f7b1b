import { MESSAGE, TICKET, WORD } from '../../../shared/aws/keys.ts';
import type { Item } from '../../../shared/aws/table.ts';
import { hitOfKey } from '../../../shared/aws/word-table.ts';
import { indexTicket } from '../../../shared/search/index-ticket.ts';
import { ticketWords } from '../../../shared/search/ticket-words.ts';
import { ADMIN } from '../../../shared/search/writer.ts';
import { type Message, messageSchema } from '../../../shared/ticket/message.ts';
import { type Ticket, ticketSchema } from '../../../shared/ticket/ticket.ts';
import { ifReadable, UnreadableItem } from '../../../shared/ticket/ticket-store.ts';
import type { WordHit } from '../../../shared/ticket/word-store.ts';
import { scan } from '../doctor/scan.ts';
import type { SearchDesk } from './open.ts';

/**
 * `outdated`: tickets that are not found by the words that they have; `stray`: entries below words of which their ticket knows nothing; `written`: how
 * many of both were put right; `unreadable`: numbers of tickets that cannot be read, or whose record of words cannot.
 */
export type Rebuilt = { tickets: number; outdated: number; stray: number; written: number; unreadable: string[] };

/** Tickets and entries that are looked at side by side: a ticket is a few reads and writes, one after the other. */
const AT_ONCE = 10;
const ENTRIES_AT_ONCE = 100;

/** `looked` hears how many items so far. */
type How = { isWriting: boolean; looked: (items: number) => void };

/**
 * Compares what each ticket is found by with the words that it has, and with `isWriting` puts it right, entries that nobody knows of too. Tickets that are right
 * are read and not written, so that a run that broke off is gone on with by another. Whoever writes at the same time comes first.
 */
export async function rebuildWords(desk: SearchDesk, { isWriting, looked }: How): Promise<Rebuilt> {
  const done: Rebuilt = { tickets: 0, outdated: 0, stray: 0, written: 0, unreadable: [] };
  let items = 0;
  const seen = () => looked(++items);
  const put = { desk, done, isWriting };
  await inBatches(ticketsOf(desk, done, seen), AT_ONCE, (some) => Promise.all(some.map((each) => compare(put, each))));
  // Afterwards, when every record is what it should be.
  await inBatches(entriesOf(desk, seen), ENTRIES_AT_ONCE, (some) => removeStray(put, some));
  return done;
}

type Put = { desk: SearchDesk; done: Rebuilt; isWriting: boolean };
type Whole = { ticket: Ticket; messages: Message[] };

/** Tickets with their messages: a look through a table comes to all of a partition in a row, a ticket after its messages. */
async function* ticketsOf({ table }: SearchDesk, done: Rebuilt, seen: () => void): AsyncGenerator<Whole> {
  let messages: Message[] = [];
  for await (const item of scan(table)) {
    seen();
    const [pk, sk] = [String(item.pk), String(item.sk)];
    if (!pk.startsWith(TICKET)) continue;
    const id = pk.slice(TICKET.length);
    messages = messages.filter(({ ticketId }) => ticketId === id);
    if (sk.startsWith(MESSAGE)) messages.push(...messageOf(item));
    if (sk !== 'TICKET') continue;
    const { data: ticket } = ticketSchema.safeParse(item);
    if (ticket) yield { ticket, messages };
    else done.unreadable.push(id);
  }
}

/** One that cannot be read is left out, as whoever indexes does: doctor names it. */
function messageOf(item: Item): Message[] {
  const { data } = messageSchema.safeParse(item);
  return data ? [data] : [];
}

async function compare({ desk, done, isWriting }: Put, { ticket, messages }: Whole): Promise<void> {
  const { id } = ticket;
  done.tickets += 1;
  try {
    const record = await desk.words.of(id);
    const noted = new Set(record?.words.split(' '));
    const now = ticketWords(ticket, messages);
    if (record && !record.open && noted.size === now.length && now.every((word) => noted.has(word))) return;
    done.outdated += 1;
    if (!isWriting) return;
    await indexTicket(desk, id, ADMIN);
    done.written += 1;
  } catch (error) {
    if (!(error instanceof UnreadableItem)) throw error;
    done.unreadable.push(id);
  }
}

async function* entriesOf({ table }: SearchDesk, seen: () => void): AsyncGenerator<WordHit> {
  for await (const item of scan(table)) {
    seen();
    const hit = String(item.pk).startsWith(WORD) ? hitOfKey(item) : undefined;
    if (hit) yield hit;
  }
}

/** Whoever enters a ticket has noted its words before: an entry without a note is nobody's. */
async function removeStray({ desk: { words }, done, isWriting }: Put, hits: readonly WordHit[]): Promise<void> {
  const known = await words.ofTickets([...new Set(hits.map(({ ticket }) => ticket))]);
  for (const { word, ...place } of hits.filter(({ ticket, word }) => !known.get(ticket)?.has(word))) {
    if (done.unreadable.includes(place.ticket) || (await isNoted(words, place.ticket, word))) continue;
    done.stray += 1;
    if (!isWriting) continue;
    await words.takeOut(place, [word]);
    done.written += 1;
  }
}

/** Asked once more, since what is asked for of many may lag. What cannot be read here is no ticket's. */
async function isNoted(words: SearchDesk['words'], ticket: string, word: string): Promise<boolean> {
  const record = await ifReadable(words.of(ticket));
  return record?.words.split(' ').includes(word) ?? false;
}

async function inBatches<T>(all: AsyncIterable<T>, size: number, work: (some: T[]) => Promise<unknown>): Promise<void> {
  let some: T[] = [];
  for await (const each of all) {
    some.push(each);
    if (some.length < size) continue;
    await work(some);
    some = [];
  }
  if (some.length > 0) await work(some);
}
