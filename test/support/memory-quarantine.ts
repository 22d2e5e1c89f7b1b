import { PublicError } from '../../shared/public-error.ts';
import { dueOf } from '../../shared/ticket/due.ts';
import type { HeldDigest } from '../../shared/ticket/held-digest.ts';
import {
  QUARANTINE_ID,
  type QuarantineEntry,
  type QuarantineStore,
  quarantineEntrySchema,
  quarantineIdFrom,
} from '../../shared/ticket/quarantine.ts';
import type { Task } from '../../shared/ticket/task.ts';

/** The quarantine in memory. As the table does, it keeps copies and drops what is undefined. */
export function memoryQuarantine(): QuarantineStore {
  const entries = new Map<string, QuarantineEntry>();
  let newest: HeldDigest | undefined;
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

    async list({ state, since, limit, cursor }) {
      if (cursor !== undefined && !QUARANTINE_ID.test(cursor)) {
        throw new PublicError(400, 'The request is not valid.', [{ field: 'cursor', message: 'leave it out' }]);
      }
      const found = [...entries.values()]
        .filter((entry) => (state === undefined || entry.state === state) && (!cursor || entry.id < cursor))
        .filter(({ id }) => since === undefined || id >= quarantineIdFrom(since))
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { entries: structuredClone(page), unreadable: [], ...(last && found.length > limit && { next: last.id }) };
    },

    async markReleased(id, { by, at }) {
      const entry = entries.get(id);
      if (!entry || entry.state === 'released') return false;
      const { excerpt: _, ...rest } = entry;
      entries.set(id, { ...rest, state: 'released', releasedBy: by, releasedAt: at });
      return true;
    },

    async markDiscarded(id, { by, at }) {
      const entry = entries.get(id);
      if (entry?.state !== 'held') return false;
      const { excerpt: _, ...rest } = entry;
      entries.set(id, { ...rest, state: 'discarded', discardedBy: by, discardedAt: at });
      return true;
    },

    async saveWords({ id, subject: before, received }, { subject, header, excerpt }) {
      const entry = entries.get(id);
      if (entry?.subject !== before || entry.received.header.subject !== received.header.subject) return false;
      if (excerpt && !entry.excerpt) return false;
      entries.set(id, { ...entry, subject, ...(excerpt && { excerpt }), received: { ...entry.received, header } });
      return true;
    },

    async untold(instant, limit) {
      const due = ({ telling, heldAt, state }: QuarantineEntry) =>
        state === 'held' && heldAt !== undefined && telling && telling.state !== 'done' ? dueOf(telling, heldAt) : '9';
      return [...entries.values()]
        .filter((entry) => due(entry) < instant)
        .sort((a, b) => (due(a) < due(b) ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => id);
    },

    async saveTelling({ id, telling: before }, telling) {
      const entry = entries.get(id);
      if (!entry?.telling || !before || markOf(entry.telling) !== markOf(before)) return false;
      entries.set(id, stored({ ...entry, telling }));
      return true;
    },

    async forDigest({ from, to }, limit) {
      return [...entries.values()]
        .filter(({ heldAt, telling, state }) => state === 'held' && !telling && heldAt && heldAt >= from && heldAt < to)
        .sort((a, b) => ((a.heldAt ?? '') < (b.heldAt ?? '') ? 1 : -1))
        .slice(0, limit)
        .map(({ id, reason }) => ({ id, reason }));
    },

    async digest() {
      return structuredClone(newest);
    },

    async saveDigest(digest, before) {
      const isSame = newest?.date === before?.date && newest && before && markOf(newest.task) === markOf(before.task);
      if (before ? !isSame : newest !== undefined) return false;
      newest = structuredClone(digest);
      return true;
    },
  };
}

/** By what a task is known: a claim by its end, parked work by its next try. */
function markOf(task: Task): string {
  return task.state === 'claimed' ? task.until : task.state === 'parked' ? task.again : 'done';
}
