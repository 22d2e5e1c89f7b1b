import type { Agent } from '../customer/agent.ts';
import type { Desk } from '../ticket/ports.ts';
import { type Colleague, colleaguesOn, withPlace } from '../ticket/presence.ts';

/** Notes that an agent has a ticket open, now, and whether they are writing; gives who else has. Throws what the table throws. */
export async function notePresence(
  desk: Pick<Desk, 'presence' | 'machineNow'>,
  { agent, ticketId, isWriting }: { agent: Pick<Agent, 'id'>; ticketId: string; isWriting: boolean },
): Promise<readonly Colleague[]> {
  const now = desk.machineNow();
  const all = await desk.presence.all();
  await desk.presence.note(withPlace(all, { agent: agent.id, ticket: ticketId, at: now.toISOString(), isWriting }));
  return colleaguesOn(all, agent.id, now).get(ticketId) ?? [];
}
