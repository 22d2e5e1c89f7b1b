import type { Fact, FactStore } from '../ticket/fact.ts';
import { utcDays } from './months.ts';

/** Days that are read side by side. */
const AT_ONCE = 8;

/** Facts, and the numbers of tickets whose fact cannot be read, in order. */
export type FactsRead = { facts: Fact[]; unreadable: string[] };

/**
 * The facts of tickets that were opened in [from, to) (ISO, UTC). An unreadable one is named whether or not it lies there: nobody knows. Throws what
 * the store throws.
 */
export async function readFacts(
  store: Pick<FactStore, 'ofDay'>,
  { from, to }: { from: string; to: string },
): Promise<FactsRead> {
  const days = utcDays({ from, to });
  const read: FactsRead = { facts: [], unreadable: [] };
  for (let first = 0; first < days.length; first += AT_ONCE) {
    const some = await Promise.all(days.slice(first, first + AT_ONCE).map((day) => store.ofDay(day)));
    for (const { facts, unreadable } of some) {
      for (const fact of facts) if (fact.opened >= from && fact.opened < to) read.facts.push(fact);
      read.unreadable.push(...unreadable);
    }
  }
  return { facts: read.facts, unreadable: read.unreadable.sort() };
}
