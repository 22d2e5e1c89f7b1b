import type { TicketWords, WordHit, WordStore } from '../../shared/ticket/word-store.ts';

/** Words in memory: entries in the order of their keys, as a table has them. */
export function memoryWords(): WordStore {
  const records = new Map<string, TicketWords>();
  const entries = new Map<string, WordHit>();
  const keyOf = (word: string, { ticket, at }: { ticket: string; at: string }) => `${word}#${at}#${ticket}`;
  return {
    of: async (ticket) => structuredClone(records.get(ticket)),
    async save(record) {
      if ((records.get(record.ticket)?.version ?? 0) !== record.version - 1) return false;
      records.set(record.ticket, structuredClone(record));
      return true;
    },
    async enter({ ticket, at }, words) {
      for (const word of words) entries.set(keyOf(word, { ticket, at }), { ticket, at, word });
    },
    async takeOut(ticket, words) {
      for (const word of words) entries.delete(keyOf(word, ticket));
    },
    async find(word, { isBeginning, most }) {
      const beginning = isBeginning ? word : `${word}#`;
      // An entry stands below the first three letters of its word: what has fewer is below itself.
      const isBeside = (key: string) => partitionOf(key.split('#')[0] ?? '') === partitionOf(word);
      const keys = [...entries.keys()].filter((key) => key.startsWith(beginning) && isBeside(key));
      const last = keys.sort().reverse().slice(0, most);
      return last.flatMap((key) => structuredClone(entries.get(key) ?? []));
    },
    async ofTickets(tickets) {
      const found = tickets.flatMap((ticket) => records.get(ticket) ?? []);
      return new Map(found.map(({ ticket, words }) => [ticket, new Set(words.split(' '))]));
    },
  };
}

const partitionOf = (word: string) => [...word].slice(0, 3).join('');
