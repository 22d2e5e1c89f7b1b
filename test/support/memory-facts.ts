import { dayOfFact, type Fact, type FactStore } from '../../shared/ticket/fact.ts';

/** Facts in memory, refused and dropped as a table does. */
export function memoryFacts(): FactStore {
  const days = new Map<string, Map<string, { v: number; fact?: Fact }>>();
  const write = (day: string, ticket: string, entry: { v: number; fact?: Fact }) => {
    const facts = days.get(day) ?? new Map<string, { v: number; fact?: Fact }>();
    days.set(day, facts);
    const isNewer = (facts.get(ticket)?.v ?? 0) <= entry.v;
    if (isNewer) facts.set(ticket, structuredClone(entry));
    return isNewer;
  };
  return {
    put: async (fact) => write(dayOfFact(fact), fact.ticket, { v: fact.v, fact }),
    drop: async (day, ticket, v) => write(day, ticket, { v }),
    async ofDay(day) {
      const there = [...(days.get(day)?.values() ?? [])].flatMap(({ fact }) => fact ?? []);
      return { facts: structuredClone(there), unreadable: [] };
    },
  };
}
