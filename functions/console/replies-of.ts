import type { Agent } from '../../shared/customer/agent.ts';
import type { Language } from '../../shared/language.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { OWNERS, type Owner, type RepliesOf, type SavedReply } from '../../shared/ticket/saved-reply.ts';

/** A saved reply as an agent is offered it: one of their own, or the team's. */
export type Offered = SavedReply & { owner: Owner };

/** Whose those are, as the store knows them. Own ones are those of who is signed in: no address leads to another's. */
export function storedOf(owner: Owner, agent: Agent): RepliesOf {
  return owner === 'team' ? 'team' : agent;
}

/** All that an agent may use: their own first, each by name. Throws what the table throws. */
export async function repliesOf({ savedReplies }: Pick<Desk, 'savedReplies'>, agent: Agent): Promise<Offered[]> {
  const all = await Promise.all(
    OWNERS.map(async (owner) => {
      const replies = await savedReplies.of(storedOf(owner, agent));
      return replies.map((reply) => ({ ...reply, owner })).toSorted((a, b) => a.name.localeCompare(b.name));
    }),
  );
  return all.flat();
}

/** The same by language, that of the ticket first. */
export function byLanguage(replies: readonly Offered[], first: Language): [Language, Offered[]][] {
  const groups = Map.groupBy(replies, ({ language }) => language);
  return [...groups].toSorted(([a], [b]) => Number(b === first) - Number(a === first));
}

/** How a form names one. */
export function nameOfReply({ owner, id }: Pick<Offered, 'owner' | 'id'>): string {
  return `${owner}:${id}`;
}
