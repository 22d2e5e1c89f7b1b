import * as z from 'zod';

/** A write of the table that fits no schema, or that one consumer can never take: where it is, and which parts of it do not fit, without a word of what they say. */
export const lostChangeSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  /** Of the ticket, as far as it has one. */
  version: z.number().optional(),
  /** Paths within the item. */
  parts: z.array(z.string()),
  /** Who can never take it; the others have it. Missing of one that nobody can read. */
  consumer: z.string().optional(),
});
export type LostChange = z.infer<typeof lostChangeSchema>;
