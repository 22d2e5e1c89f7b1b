import type { PresenceStore, Present } from '../../shared/ticket/presence.ts';

/** Who has which ticket open, in memory. What is old stays there, as in a table. */
export function memoryPresence(): PresenceStore {
  const present = new Map<string, Present>();
  return {
    all: async () => structuredClone([...present.values()]),
    async note(each) {
      present.set(each.agent, structuredClone(each));
    },
  };
}
