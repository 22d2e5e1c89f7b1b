import type { Agent } from '../customer/agent.ts';
import { agentNamed } from '../customer/agent-named.ts';
import { PublicError } from '../public-error.ts';
import { because } from '../refusals.ts';
import { audited } from '../ticket/clock.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { refusal } from './steps/change.ts';
import { owing, settleTelling } from './steps/tell-agents.ts';
import { getTicket, update } from './steps/update.ts';

/** Somebody else has taken a ticket on, and keeps it: `assignee` is the agent's id. */
export class AssignedMeanwhile extends PublicError {
  readonly assignee: string;

  constructor(assignee: string) {
    super(409, 'The change is refused.', [{ field: 'assignee', message: `${assignee} has taken it on meanwhile` }]);
    this.name = 'AssignedMeanwhile';
    this.assignee = assignee;
  }
}

/**
 * An agent takes a ticket on, or gives it to another one, who hears of it: `to` is an agent's id, a first name that is one agent's, or `me`. It moves no clock. `at` is ISO,
 * UTC. With `onlyIfFree` one that is another's stays theirs. Throws a 404 for an unknown ticket, a 422 for an unknown agent, and `AssignedMeanwhile`.
 */
export async function assign(
  desk: Desk,
  change: { ticketId: string; agent: Agent; to: string; at: string; onlyIfFree?: boolean },
): Promise<Ticket> {
  const { ticketId, agent, to, at, onlyIfFree = false } = change;
  const agents = await desk.agents.list();
  const colleague = agentNamed(agents, to === 'me' ? agent.id : to);
  if (!colleague) {
    throw refusal('assignee', because('agentUnknown', { named: to, agents: agents.map(({ id }) => id) }));
  }
  const assignee = colleague.id;
  const before = await getTicket(desk, ticketId);
  // Whoever takes it on has it before them: nobody is told.
  const message = assignee === agent.id ? undefined : await lastSaid(desk, ticketId, at);
  const ticket = await update(desk, before, (current) => {
    if (current.assignee === assignee) return current;
    if (onlyIfFree && current.assignee !== undefined) throw new AssignedMeanwhile(current.assignee);
    const line = { at, by: `agent:${agent.id}`, action: 'assigned', detail: assignee };
    const changed = audited({ ...current, assignee }, line);
    if (message === undefined) return changed;
    return owing(changed, { kind: 'assigned', to: [assignee], message, at });
  });
  return settleTelling(desk, ticket);
}

/** The key of what a customer wrote last before a ticket changes hands, which is told with it; else of its first message. */
async function lastSaid(desk: Desk, ticketId: string, at: string): Promise<string | undefined> {
  const { messages } = await desk.tickets.messages(ticketId);
  const said = messages.filter((each) => each.author !== 'agent' && each.kind === 'public' && each.at <= at);
  return (said.at(-1) ?? messages[0])?.key;
}
