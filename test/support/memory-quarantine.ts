import { PublicError } from '../../shared/public-error.ts';
import {
  QUARANTINE_ID,
  type QuarantineEntry,
  type QuarantineStore,
  quarantineEntrySchema,
} from '../../shared/ticket/quarantine.ts';

/** The quarantine in memory. As the table does, it keeps copies and drops what is undefined. */
export function memoryQuarantine(): QuarantineStore {
  const entries = new Map<string, QuarantineEntry>();
  const stored = (entry: QuarantineEntry) => quarantineEntrySchema.parse(JSON.parse(JSON.stringify(entry)));

  return {
    async add(entry) {
      if (entries.has(entry.id)) return false;
      entries.set(entry.id, stored(entry));
      return true;
    },

    async get(id) {
      return structuredClone(entries.get(id));
    },

    async list({ state, limit, cursor }) {
      if (cursor !== undefined && !QUARANTINE_ID.test(cursor)) {
        throw new PublicError(400, 'The request is not valid.', [{ field: 'cursor', message: 'leave it out' }]);
      }
      const found = [...entries.values()]
        .filter((entry) => (state === undefined || entry.state === state) && (!cursor || entry.id < cursor))
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { entries: structuredClone(page), unreadable: [], ...(last && found.length > limit && { next: last.id }) };
    },

    async markReleased(id, { by, at }) {
      const entry = entries.get(id);
      if (entry?.state !== 'held') return false;
      entries.set(id, { ...entry, state: 'released', releasedBy: by, releasedAt: at });
      return true;
    },
  };
}
