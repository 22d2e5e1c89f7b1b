import type { Agent } from '../customer/agent.ts';
import { agentNamed } from '../customer/agent-named.ts';
import { mentionsIn } from '../mail/mentions.ts';
import { mailboxOf } from '../notify/post.ts';
import { ServiceBusy } from '../outcome.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import { addNote } from './add-note.ts';
import { tellTeam } from './steps/tell-team.ts';
import { getTicket } from './steps/update.ts';

/** So many names that are nobody's are warned of. */
const MOST_UNKNOWN = 5;

/**
 * An agent writes a note for the team; whom it names as `@marta`, by id or by first name, hears of it, once a note (docs/promise.md section 5). It
 * moves nothing. A name that is nobody's, or that two have, is a warning of the note. Writing it again tells nobody twice, so that whoever repeats
 * one that broke off has it told. Throws as `addNote`, and `ServiceBusy` when the team's mail cannot be told now.
 */
export async function writeNote(
  desk: Desk,
  note: Parameters<typeof addNote>[1],
): Promise<Message & { existed: boolean }> {
  const names = mentionsIn(note.text);
  if (names.length === 0) return addNote(desk, note);
  const { named, unknown } = whoIsMeant(await desk.agents.list(), names, note.agent);
  const written = await addNote(desk, { ...note, warnings: [...(note.warnings ?? []), ...unknown] });
  // A repetition has another time, and a notice is told apart by it.
  const { at } = (written.existed && (await desk.tickets.getMessage(note.ticketId, written.key))) || written;
  const about = { kind: 'mentioned', messageKey: written.key, cause: 'agent' } as const;
  const ticket = await getTicket(desk, note.ticketId);
  const told = await tellTeam(desk, ticket, named.map(mailboxOf), { at, about });
  if (told.outcome !== 'done') throw new ServiceBusy(told);
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
