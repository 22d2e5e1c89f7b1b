import type { Message } from '../ticket/message.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { wordsOf } from './words.ts';

/** Words of the text of one message: what comes further down in a long text says less, and each is an item. */
const MOST_WORDS_OF_MESSAGE = 120;

/** Words of a ticket, and their bytes. Those of its oldest messages stand first. A record has those of before with them for a moment: DynamoDB takes 400 kB. */
const MOST_WORDS_OF_TICKET = 2_000;
const MOST_BYTES_OF_TICKET = 80_000;

/**
 * The words that a ticket is found by: its number, subject, people, customer and tags, and of each message, notes too, its subject, writer, the names of
 * its files and how its own text begins. What was hidden is in none of them, since no item has it any more. In the order of the index, each once.
 */
export function ticketWords(ticket: Ticket, messages: readonly Message[]): string[] {
  const words = new Set([
    ...wordsOf(foundBy(ticket)),
    ...messages.flatMap((message) => [
      ...wordsOf(headOfMessage(message)),
      ...wordsOf(ownTextOf(message), MOST_WORDS_OF_MESSAGE),
    ]),
  ]);
  let bytes = 0;
  return [...words].slice(0, MOST_WORDS_OF_TICKET).filter((word) => {
    bytes += Buffer.byteLength(word) + 1;
    return bytes <= MOST_BYTES_OF_TICKET;
  });
}

/** What of a ticket itself it is found by. */
export function foundBy({ id, subject, requester, participants, customer, tags }: Ticket): string {
  const people = [requester, ...participants].flatMap(({ address, name }) => [address, name]);
  return [id, subject, ...people, requester.from, customer?.id, customer?.name, ...tags].filter(Boolean).join('\n');
}

/** What of a message its ticket is found by, whole. */
export function foundByMessage(message: Message): string {
  return `${headOfMessage(message)}\n${ownTextOf(message)}`;
}

/** What its writer added, and not what is quoted. */
const ownTextOf = ({ replyText, text }: Message) => replyText ?? text;

function headOfMessage({ subject, by, name, attachments }: Message): string {
  return [subject, by, name, ...attachments.map(({ filename }) => filename)].filter(Boolean).join('\n');
}
