import type { RepliesOf, SavedReplies, SavedReply } from '../../shared/ticket/saved-reply.ts';

type Stored = SavedReply & { removed?: true };

/** Saved replies in memory. */
export function memoryReplies(): SavedReplies {
  const stored = new Map<string, Stored>();
  const prefixOf = (owner: RepliesOf) => (owner === 'team' ? 'team ' : `agent ${owner.id} ${owner.serial ?? 0} `);
  const below = (prefix: string) => [...stored].filter(([name]) => name.startsWith(prefix));
  const at = (owner: RepliesOf, id: string, version: number) => {
    const reply = stored.get(prefixOf(owner) + id);
    return reply && !reply.removed && reply.version === version ? reply : undefined;
  };
  return {
    of: async (owner) => structuredClone(below(prefixOf(owner)).flatMap(([, each]) => (each.removed ? [] : [each]))),
    async add(owner, reply) {
      const name = prefixOf(owner) + reply.id;
      const before = stored.get(name);
      if (!before || before.removed) stored.set(name, structuredClone({ ...reply, version: 1 }));
    },
    async change(owner, reply) {
      if (!at(owner, reply.id, reply.version)) return false;
      stored.set(prefixOf(owner) + reply.id, structuredClone({ ...reply, version: reply.version + 1 }));
      return true;
    },
    async remove(owner, { id, version }) {
      const reply = at(owner, id, version);
      if (reply) stored.set(prefixOf(owner) + id, { ...reply, version: version + 1, removed: true });
      return reply !== undefined;
    },
    async forget(agentId) {
      const all = below(`agent ${agentId} `);
      for (const [name] of all) stored.delete(name);
      return all.filter(([, { removed }]) => !removed).length;
    },
  };
}
