import type { NoticeKind } from '../../mail/templates/agent-notice-parts.ts';
import { causeOf } from '../../notify/notice-of.ts';
import { messageKeyFor } from '../../ticket/identity.ts';
import type { Message } from '../../ticket/message.ts';
import { isInConversation, isOfTeam } from '../../ticket/participants.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Step } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { recipientsFor, stepOf } from './recipients.ts';
import { passOn } from './relay.ts';
import { TELL_TEAM, tellTeam } from './tell-team.ts';
import { tellWriter, withoutWriter } from './tell-writer.ts';

/** Hands the team's mail word that somebody wrote to the ticket, once. A message that nobody is to hear of has no relay. */
export async function tellOfMessage(
  desk: Desk,
  ticket: Ticket,
  message: { stored: Message; existed: boolean },
): Promise<Message> {
  const steps = async (claimed: Message): Promise<Step[]> => {
    if (claimed.isElsewhere) return [];
    const kind = kindOf(ticket, claimed);
    const before = claimed.relay && claimed.relay.state !== 'done' ? claimed.relay.steps : [];
    const told = ticket.disputed === claimed.at ? 'disputed' : kind;
    const agents = await desk.agents.list();
    const people = withoutWriter(recipientsFor(desk, ticket, told, agents), claimed);
    const untold = people.filter((to) => !before.includes(stepOf(to)));
    const { at, key: messageKey, by } = claimed;
    const byTeam = { isOfTeam: isOfTeam(desk.settings, agents, by) };
    const notice = { at, about: { kind, messageKey, cause: causeOf(claimed, ticket, byTeam) } };
    return [
      ...tellWriter(desk, ticket, claimed, claimed.at),
      [TELL_TEAM, () => tellTeam(desk, ticket, untold, notice)],
    ];
  };
  return passOn(desk, message, steps);
}

function kindOf(ticket: Ticket, { author, by, returned, fromOutside, verified }: Message): NoticeKind {
  if (returned === messageKeyFor(ticket.source)) return 'undelivered';
  if (returned !== undefined) return 'returned';
  if (author !== 'customer') return 'other';
  if (!fromOutside) return 'again';
  if (!isInConversation(ticket, by)) return 'outside';
  return verified ? 'astray' : 'claimed';
}
