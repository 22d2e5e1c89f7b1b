import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Whether the notes of an agent's earlier mails about this ticket, of the day before `at` (ISO, UTC), say the same problem: the agent was
 * told. A robot without fields answers each time it is told, and a slow loop fits below every cap.
 */
export async function isToldAlready(
  { tickets }: Pick<Desk, 'tickets'>,
  { ticketId, agentId, source, at }: { ticketId: string; agentId: string; source: string; at: string },
  problem: string,
): Promise<boolean> {
  const { messages } = await tickets.messages(ticketId);
  const since = Date.parse(at) - DAY_MS;
  const own = [source, `${source}:commands`].map(messageKeyFor);
  return messages.some(
    (note) =>
      note.by === agentId && note.warnings.includes(problem) && Date.parse(note.at) > since && !own.includes(note.key),
  );
}
