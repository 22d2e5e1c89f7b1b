import type { Agent } from '../customer/agent.ts';
import { agentNamed } from '../customer/agent-named.ts';
import { mentionsIn } from '../mail/mentions.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import { addNote } from './add-note.ts';
import { owing, settleTelling } from './steps/tell-agents.ts';
import { getTicket, update } from './steps/update.ts';

/** So many names that are nobody's are warned of. */
const MOST_UNKNOWN = 5;

/**
 * An agent writes a note for the team; whom it names as `@marta`, by id or by first name, hears of it, once a note (docs/promise.md section 5). It
 * moves nothing. A name that is nobody's, or that two have, is a warning of the note. Writing it again tells nobody twice. Throws as `addNote`.
 */
export async function writeNote(
  desk: Desk,
  note: Parameters<typeof addNote>[1],
): Promise<Message & { existed: boolean }> {
  const names = mentionsIn(note.text);
  if (names.length === 0) return addNote(desk, note);
  const { named, unknown } = whoIsMeant(await desk.agents.list(), names, note.agent);
  const before = await getTicket(desk, note.ticketId);
  const message = messageKeyFor(note.source);
  const isThere = await desk.tickets.getMessage(note.ticketId, message);
  // Owed before the note is there: what breaks off in between tells of nothing.
  const to = named.map(({ id }) => id);
  const owed = { kind: 'mentioned', to, message, at: note.at } as const;
  const ticket = isThere || to.length === 0 ? before : await update(desk, before, (current) => owing(current, owed));
  const written = await addNote(desk, { ...note, warnings: [...(note.warnings ?? []), ...unknown] });
  await settleTelling(desk, ticket);
  return written;
}

/** The agents of these names without who writes, each once, and what to say of names that are no agent's. */
function whoIsMeant(
  agents: readonly Agent[],
  names: readonly string[],
  writer: Agent,
): { named: Agent[]; unknown: string[] } {
  const found = names.map((name) => agentNamed(agents, name));
  const named = new Set(found.filter((agent) => agent !== undefined && agent.id !== writer.id));
  const unknown = names.filter((_, index) => found[index] === undefined).slice(0, MOST_UNKNOWN);
  return { named: [...named].filter((agent) => agent !== undefined), unknown: unknown.map(nobodyCalled) };
}

function nobodyCalled(name: string): string {
  return `@${name} is no agent, or more than one: nobody was told. Write the id of the one you mean`;
}
