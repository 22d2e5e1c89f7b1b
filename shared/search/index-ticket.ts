import type { Desk } from '../ticket/ports.ts';
import type { TicketWords } from '../ticket/word-store.ts';
import { ticketWords } from './ticket-words.ts';
import { isAtWork, STREAM_READER, type Writer } from './writer.ts';

/** How often a ticket is read anew when another wrote its words in between. */
const ROUNDS = 8;

/** Where words are made from, and where they are written. */
export type Indexed = Pick<Desk, 'words'> & { tickets: Pick<Desk['tickets'], 'get' | 'messages'> };

/**
 * Has a ticket found by the words that it has now, and by no others: what was hidden, corrected or erased goes. It makes them from the ticket as it
 * stands, so that a change that comes twice, late or in another order does no harm.
 *
 * 1. Note all words, those of before and those of now: an entry without a note could not be taken away.
 * 2. Enter the ticket below the new ones, and take it out below the gone ones.
 * 3. Note that this is done. Where another was quicker, begin anew, and take out what was entered for nothing.
 *
 * Whoever is between the first and the last of these is waited for, and may be cut off there: what they noted is taken out by the next run of theirs, or
 * by anybody's once they have ended for sure. Else what they enter late would stand below a word that no record names.
 *
 * Throws when others are at it all the time, and what the store throws: the change is then to come again.
 */
export async function indexTicket({ tickets, words }: Indexed, id: string, writer = STREAM_READER): Promise<void> {
  const entered: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await notInWork(words, id, writer);
    const ticket = await tickets.get(id);
    if (!ticket) return;
    const now = ticketWords(ticket, (await tickets.messages(id)).messages);
    const { fresh, gone } = difference(before, entered, now);
    if (before && !before.open && fresh.length === 0 && gone.length === 0) return;
    const place = { ticket: id, at: before?.at ?? ticket.createdAt };
    const version = (before?.version ?? 0) + 1;
    if (!(await words.save({ ...place, words: [...now, ...gone].join(' '), version, open: true, ...mark(writer) })))
      continue;
    entered.push(...fresh);
    await words.enter(place, fresh);
    await words.takeOut(place, gone);
    if (await words.save({ ...place, words: now.join(' '), version: version + 1 })) return;
  }
  throw new Error(`the words of ${id} are written by others all the time`);
}

const LOOKS_AGAIN_MS = 250;

/** The record of a ticket, as soon as no other is at work on it. */
async function notInWork(words: Indexed['words'], id: string, writer: Writer): Promise<TicketWords | undefined> {
  const end = writer.now().getTime() + writer.waitsMs;
  for (;;) {
    const record = await words.of(id);
    if (!record || !isAtWork(record, writer)) return record;
    if (writer.now().getTime() >= end) throw new Error(`the words of ${id} are being written by another`);
    await writer.pause(LOOKS_AGAIN_MS);
  }
}

function mark({ name, now }: Writer): Pick<TicketWords, 'by' | 'since'> {
  return { by: name, since: now().toISOString() };
}

/** Words that the ticket is to be entered below, and those that it stands below, or may stand below, and has no more. */
function difference(before: TicketWords | undefined, entered: readonly string[], now: readonly string[]) {
  const noted = before?.words.split(' ').filter((word) => word !== '') ?? [];
  const known = new Set(before?.open ? [] : noted);
  const current = new Set(now);
  return {
    fresh: now.filter((word) => !known.has(word)),
    gone: [...new Set([...noted, ...entered])].filter((word) => !current.has(word)),
  };
}
