import type { SweepNote, SweepNotes } from '../../shared/ticket/sweep-note.ts';

/** How the last sweep came to its end, in memory. */
export function memorySweepNotes(): SweepNotes {
  let last: SweepNote | undefined;
  return {
    async write(note) {
      last = structuredClone(note);
    },
    last: async () => structuredClone(last),
  };
}
