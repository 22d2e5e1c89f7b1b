import type { Agent } from '../customer/agent.ts';
import { agentNamed } from '../customer/agent-named.ts';
import { mailboxOf } from '../notify/post.ts';
import { ServiceBusy } from '../outcome.ts';
import { PublicError } from '../public-error.ts';
import { audited } from '../ticket/clock.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { tellTeam } from './steps/tell-team.ts';
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
 * UTC. With `onlyIfFree` one that is another's stays theirs. Throws a 404 for an unknown ticket, a 422 for an unknown agent, `AssignedMeanwhile`, and `ServiceBusy` when the
 * other one cannot be told now.
 */
export async function assign(
  desk: Desk,
  change: { ticketId: string; agent: Agent; to: string; at: string; onlyIfFree?: boolean },
): Promise<Ticket> {
  const { ticketId, agent, to, at, onlyIfFree = false } = change;
  const agents = await desk.agents.list();
  const colleague = agentNamed(agents, to === 'me' ? agent.id : to);
  if (!colleague) {
    const message = `there is no agent "${to}"; there are ${agents.map(({ id }) => id).join(', ')}`;
    throw new PublicError(422, 'The change is refused.', [{ field: 'assignee', message }]);
  }
  const assignee = colleague.id;
  const ticket = await update(desk, await getTicket(desk, ticketId), (current) => {
    if (current.assignee === assignee) return current;
    if (onlyIfFree && current.assignee !== undefined) throw new AssignedMeanwhile(current.assignee);
    return audited({ ...current, assignee }, { at, by: `agent:${agent.id}`, action: 'assigned', detail: assignee });
  });
  await handToAssignee(desk, ticket, colleague);
  return ticket;
}

/**
 * Hands the notice of the newest assignment over, with what a customer wrote last before it, unless its agent took the ticket on. Doing so
 * again tells nobody twice, so that whoever repeats a change that broke off has it told.
 */
async function handToAssignee(desk: Desk, ticket: Ticket, colleague: Agent): Promise<void> {
  const line = ticket.audit.findLast(({ action }) => action === 'assigned');
  if (line?.detail !== colleague.id || line.by === `agent:${colleague.id}`) return;
  const { messages } = await desk.tickets.messages(ticket.id);
  const said = messages.filter(({ author, kind, at }) => author !== 'agent' && kind === 'public' && at <= line.at);
  const message = said.at(-1) ?? messages[0];
  if (!message) return;
  const about = { kind: 'assigned', messageKey: message.key, cause: 'agent' } as const;
  const told = await tellTeam(desk, ticket, [mailboxOf(colleague)], { at: line.at, about });
  if (told.outcome !== 'done') throw new ServiceBusy(told);
}
