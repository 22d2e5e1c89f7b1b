import type { Agent } from '../customer/agent.ts';
import type { Desk } from '../ticket/ports.ts';
import { MOST_REPLIES, OWNERS, type Owner, type RepliesOf, type SavedReply } from '../ticket/saved-reply.ts';

/** A saved reply as an agent is offered it: one of their own, or the team's. */
export type Offered = SavedReply & { owner: Owner };

/** What somebody writes of one. */
type Words = Pick<Offered, 'owner' | 'name' | 'language' | 'text'>;

type Replies = Pick<Desk, 'savedReplies'>;

/** Whose those are, as the store knows them. Own ones are those of who is signed in: no address leads to another's. */
function storedOf(owner: Owner, agent: Agent): RepliesOf {
  return owner === 'team' ? 'team' : agent;
}

/** All that an agent may use: their own first, each by name. Throws what the table throws. */
export async function repliesOf({ savedReplies }: Replies, agent: Agent): Promise<Offered[]> {
  const all = await Promise.all(
    OWNERS.map(async (owner) => {
      const replies = await savedReplies.of(storedOf(owner, agent));
      return replies.map((reply) => ({ ...reply, owner })).toSorted((a, b) => a.name.localeCompare(b.name));
    }),
  );
  return all.flat();
}

/** The reply of an owner and id, of who asks or of the team; undefined when there is none. `owner`: whatever an address says. */
export async function findReply(
  desk: Replies,
  agent: Agent,
  { owner, id }: { owner: string; id: string },
): Promise<Offered | undefined> {
  return (await repliesOf(desk, agent)).find((each) => each.owner === owner && each.id === id);
}

/**
 * What became of a change: `gone`, somebody removed it meanwhile; `overtaken`, somebody changed it; `other`, there is one of this id that says
 * something else; `full`, its owner has as many as there may be. Of these four nothing was written.
 */
type Kept = 'done' | 'gone' | 'overtaken' | 'other' | 'full';

/** Adds one of an id that its form or request brought: the same again is `done`, and there is one. */
export async function addReply(
  { savedReplies }: Replies,
  agent: Agent,
  { owner, id, name, language, text }: Words & { id: string },
): Promise<Exclude<Kept, 'gone' | 'overtaken'>> {
  const stored = storedOf(owner, agent);
  const others = await savedReplies.of(stored);
  const there = others.find((each) => each.id === id);
  if (there && (there.name !== name || there.language !== language || there.text !== text)) return 'other';
  if (!there && others.length >= MOST_REPLIES) return 'full';
  await savedReplies.add(stored, { id, name, language, text });
  return 'done';
}

/**
 * Writes `to` in place of a reply of which its writer has seen `version`. One that goes to another owner is there, as `newId`, before it is gone
 * here: of what breaks off in between are two. `at`: now (ISO, UTC, machine time).
 */
export async function changeReply(
  desk: Replies,
  agent: Agent,
  {
    from,
    version,
    to,
    newId,
    at,
  }: { from: { owner: string; id: string }; version: number; to: Words; newId: string; at: string },
): Promise<Kept> {
  const reply = await findReply(desk, agent, from);
  if (!reply) return 'gone';
  if (reply.version !== version) return 'overtaken';
  const stored = storedOf(reply.owner, agent);
  const { owner, ...words } = to;
  if (owner === reply.owner)
    return (await desk.savedReplies.change(stored, { ...words, id: reply.id, version })) ? 'done' : 'overtaken';
  const added = await addReply(desk, agent, { ...to, id: newId });
  if (added === 'done') await desk.savedReplies.remove(stored, reply, at);
  return added;
}

/** Takes one away of which is seen what it is now; one that is gone is none the less gone. `at` likewise. */
export async function removeReply(
  desk: Replies,
  agent: Agent,
  { version, at, ...which }: { owner: string; id: string; version: number; at: string },
): Promise<'done' | 'overtaken'> {
  const reply = await findReply(desk, agent, which);
  if (!reply) return 'done';
  const isDone = await desk.savedReplies.remove(storedOf(reply.owner, agent), { id: reply.id, version }, at);
  return isDone ? 'done' : 'overtaken';
}
