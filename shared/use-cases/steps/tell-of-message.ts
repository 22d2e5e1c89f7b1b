import type { NoticeKind } from '../../mail/templates/agent-notice-parts.ts';
import { tellAgent } from '../../notify/notices.ts';
import { keptIn, type Posted } from '../../notify/post.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Step } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { passOn } from './relay.ts';

/** Tells the agents that somebody wrote to the ticket, each once. A message that nobody is to hear of has no relay. */
export async function tellOfMessage(
  desk: Desk,
  ticket: Ticket,
  message: { stored: Message; existed: boolean },
): Promise<{ message: Message; posted: Posted[] }> {
  const posted: Posted[] = [];
  const kept = keptIn(posted);
  const steps = async (claimed: Message) =>
    (await desk.agents.list()).map(
      (agent): Step => [`tell ${agent.id}`, () => kept(tellAgent(desk, ticket, claimed, agent, kindOf(claimed)))],
    );
  return { message: await passOn(desk, message, steps), posted };
}

function kindOf({ author, returned, fromOutside }: Message): NoticeKind {
  if (returned !== undefined) return 'returned';
  if (author !== 'customer') return 'other';
  return fromOutside ? 'outside' : 'again';
}
