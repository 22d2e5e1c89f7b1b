import * as z from 'zod';

/** A canary that came back: when it was sent, and when its arrival was written (ISO, UTC). */
export const canarySchema = z.object({ sent: z.iso.datetime(), arrived: z.iso.datetime() });
export type Canary = z.infer<typeof canarySchema>;

/** The one item about canaries. Throws what the table throws. */
export type CanaryStore = {
  /** Writes that one arrived, in place of the one before. */
  arrived(canary: Canary): Promise<void>;
  /** The last that arrived. */
  last(): Promise<Canary | undefined>;
};
