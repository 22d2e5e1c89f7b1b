import { isOfBefore } from './asked-before.ts';
import type { Message } from './message.ts';
import type { Ticket } from './ticket.ts';

/** Who asked when an answer was written: where they read then, and since which word of an agent's they asked (ISO, UTC); missing: from the start. */
export type WrittenFor = NonNullable<Message['writtenFor']>;

/** Whom an answer is written for that is written on this ticket. */
export function writtenForNow(ticket: Ticket): WrittenFor {
  const since = askedSince(ticket);
  return { address: ticket.requester.address, ...(since !== undefined && { since }) };
}

/**
 * Whether an answer was written for another one than asks now: it goes to nobody (docs/promise.md section 9). A requester who reads elsewhere since,
 * by their own word, is the same one, and so is whom an agent's second word put back. Of an answer from before that was kept, when it was written says so.
 */
export function isForAnother(ticket: Ticket, { writtenFor, at }: Pick<Message, 'writtenFor' | 'at'>): boolean {
  if (!writtenFor) return isOfBefore(ticket, at);
  return writtenFor.since !== askedSince(ticket) && writtenFor.address !== ticket.requester.address;
}

/** Tickets of before have no other time for that. */
function askedSince({ correctedAt, asksSince }: Ticket): string | undefined {
  return correctedAt ?? asksSince;
}
