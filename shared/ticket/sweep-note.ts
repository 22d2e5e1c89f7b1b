import * as z from 'zod';

/** Tickets that a note names; the log has them all. */
export const MOST_NAMED = 10;

/** What a sweep left behind when it came to its end. */
export const sweepNoteSchema = z.object({
  /** When (ISO, UTC; the desk's time). */
  at: z.iso.datetime(),
  /** How much it could not mend: tickets, held mails and readers of the team who could not be told, owners of forms likewise. */
  undone: z.object({ tickets: z.number(), held: z.number(), team: z.number(), forms: z.number() }),
  /** Ids of the first of those tickets. */
  tickets: z.array(z.string()),
  /** How the mail service's account stood; missing when it did not say. */
  account: z.object({ isPaused: z.boolean(), isQuotaNear: z.boolean() }).optional(),
});
export type SweepNote = z.infer<typeof sweepNoteSchema>;

/** The one item about the sweep. Throws what the table throws. */
export type SweepNotes = {
  /** Writes how one came to its end, in place of the one before. */
  write(note: SweepNote): Promise<void>;
  /** The last; undefined where none ever came so far. */
  last(): Promise<SweepNote | undefined>;
};
