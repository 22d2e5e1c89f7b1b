import * as z from 'zod';
import { offsetAt } from '../sla/zone.ts';
import { taskSchema } from './task.ts';

/** One day's digest of what is held; the newest is kept, as the mark of what the next begins with. */
export const heldDigestSchema = z.object({
  /** Its date in the desk's zone. */
  date: z.iso.date(),
  /** It tells of what was held in [from, to) (ISO, UTC); an empty `from` is the beginning. */
  from: z.string(),
  to: z.iso.datetime(),
  /** Sending it. */
  task: taskSchema,
});
export type HeldDigest = z.infer<typeof heldDigestSchema>;

/** Hour of the desk's zone from which on the day's digest goes. */
const HOUR = 8;

/** Newer entries wait for the next digest: an index shows an entry a little later than it was written. In ms. */
const SETTLING_MS = 5 * 60_000;

/**
 * The day and the window of the digest that is due at `now`, when there is one: once a day from 08:00 in the desk's zone on, what
 * was held since the digest before.
 */
export function dueDigest(
  before: HeldDigest | undefined,
  now: Date,
  timeZone: string,
): Omit<HeldDigest, 'task'> | undefined {
  const local = new Date(now.getTime() + offsetAt(timeZone, now.getTime()));
  const date = local.toISOString().slice(0, 10);
  if (local.getUTCHours() < HOUR || (before && before.date >= date)) return undefined;
  return { date, from: before?.to ?? '', to: new Date(now.getTime() - SETTLING_MS).toISOString() };
}
