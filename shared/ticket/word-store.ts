import * as z from 'zod';
import { ticketSchema } from './ticket.ts';

/**
 * What a ticket is found by in a search. `words` stand as they are looked up, parted by spaces; `at`: when its request came (ISO, UTC), by which what is
 * found is in order. `version` counts the writes of this record;
 * `open`: it is being entered below them, or was when a run broke off; `by` whom, and `since` when (ISO, UTC, machine time).
 */
export const ticketWordsSchema = z.object({
  ticket: ticketSchema.shape.id,
  at: z.iso.datetime(),
  words: z.string(),
  version: z.number(),
  open: z.literal(true).optional(),
  by: z.string().optional(),
  since: z.iso.datetime().optional(),
});
export type TicketWords = z.infer<typeof ticketWordsSchema>;

/** A ticket that has a word. */
export type WordHit = { ticket: string; at: string; word: string };

/** Words of tickets, and tickets by word. Each entry and each record is a write of its own: `indexTicket` says in which order. */
export type WordStore = {
  /** What a ticket was found by when this was last written; undefined when it never was. */
  of(ticket: string): Promise<TicketWords | undefined>;
  /** Writes a record in place of one of the version before its own, or where there is none (version 1). False: another was quicker. */
  save(record: TicketWords): Promise<boolean>;
  /** Enters a ticket below these words, again without harm. */
  enter(ticket: { ticket: string; at: string }, words: readonly string[]): Promise<void>;
  /** Takes it away below these, also where it is not. */
  takeOut(ticket: { ticket: string; at: string }, words: readonly string[]): Promise<void>;
  /** Tickets below a word, newest first, or below all that begin so, in no order; as many as `most`, and may lag by a second. */
  find(word: string, how: { isBeginning: boolean; most: number }): Promise<WordHit[]>;
  /** The words of these tickets, by number, of those that have a record. */
  ofTickets(tickets: readonly string[]): Promise<Map<string, ReadonlySet<string>>>;
};
