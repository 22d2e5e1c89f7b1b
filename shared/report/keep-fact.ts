import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../settings.ts';
import { dayOfFact, type Fact, type FactStore } from '../ticket/fact.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { factOf } from './fact-of.ts';

/**
 * Keeps what reports know of a ticket up to date with one change of it. Changes may come again, and in any order: the newest version stands. Most
 * writes of a ticket move no figure, and write nothing here: the fact of the version before says the same. A ticket
 * whose clock has begun anew on another day (docs/promise.md section 5: withdrawn, or taken for spam, and opened again) is no longer counted on the day
 * before. Throws what the store throws.
 */
export async function keepFact(
  { facts, settings }: { facts: FactStore; settings: Pick<Settings, 'calendars'> },
  { before, after }: { before?: Ticket | undefined; after: Ticket },
): Promise<void> {
  const [was, is] = [before && factOf(before, settings), factOf(after, settings)];
  const left = was && dayOfFact(was);
  if (left !== undefined && (is === undefined || left !== dayOfFact(is)))
    await facts.drop(left, after.id, after.version);
  if (is && !(was && saysTheSame(was, is))) await facts.put(is);
}

/** Whether two facts of a ticket differ in nothing but the version that they were made of. */
function saysTheSame({ v: _, ...one }: Fact, { v: __, ...other }: Fact): boolean {
  return isDeepStrictEqual(one, other);
}
