import { recipientsOf } from '../../notify/recipients-of.ts';
import type { Outcome } from '../../outcome.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { tellTeam } from './tell-team.ts';

/**
 * Hands word of an agent's answer to the colleagues who would answer next, once and quietly: it goes with others, when the minute is
 * over. Whoever is away needs none, nor does anybody in their place. `ticket` is as it was before the answer.
 */
export async function tellColleagues(desk: Desk, ticket: Ticket, answer: Message): Promise<Outcome> {
  const team = { agents: await desk.agents.list(), settings: desk.settings, now: desk.now() };
  const { people, isNobodyOnDuty } = recipientsOf(ticket, 'answered', team);
  const colleagues = isNobodyOnDuty ? [] : people.filter(({ agentId }) => agentId !== answer.by);
  const about = { kind: 'answered', messageKey: answer.key, cause: 'agent' } as const;
  return tellTeam(desk, ticket, colleagues, { at: answer.at, about });
}
