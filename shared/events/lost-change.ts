import * as z from 'zod';

/** A write of the table that fits no schema: where it is, and which parts of it do not fit, without a word of what they say. */
export const lostChangeSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  /** Of the ticket, as far as it has one. */
  version: z.number().optional(),
  /** Paths within the item. */
  parts: z.array(z.string()),
});
export type LostChange = z.infer<typeof lostChangeSchema>;
