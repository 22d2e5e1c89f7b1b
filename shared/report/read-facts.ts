import type { Fact, FactStore } from '../ticket/fact.ts';
import { utcDays } from './months.ts';

/** Days that are read side by side. */
const AT_ONCE = 8;

/**
 * The facts of tickets that were opened in [from, to) (ISO, UTC), some days at a time, so that nobody has to hold all of them. `unreadable`: numbers of
 * tickets, whether or not they lie there: nobody knows. Throws what the store throws.
 */
export async function* readFacts(
  store: Pick<FactStore, 'ofDay'>,
  { from, to }: { from: string; to: string },
): AsyncGenerator<{ facts: Fact[]; unreadable: string[] }> {
  const days = utcDays({ from, to });
  for (let first = 0; first < days.length; first += AT_ONCE) {
    const some = await Promise.all(days.slice(first, first + AT_ONCE).map((day) => store.ofDay(day)));
    yield {
      facts: some.flatMap(({ facts }) => facts).filter(({ opened }) => opened >= from && opened < to),
      unreadable: some.flatMap(({ unreadable }) => unreadable),
    };
  }
}
