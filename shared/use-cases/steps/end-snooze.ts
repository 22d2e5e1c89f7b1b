import { ServiceBusy } from '../../outcome.ts';
import type { Desk } from '../../ticket/ports.ts';
import { awake } from '../../ticket/snooze.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { recipientsFor } from './recipients.ts';
import { tellTeam } from './tell-team.ts';

/**
 * A snooze is over: the ticket is in sight again, and its assignee hears of it, else the agents, with what the customer said last (docs/promise.md
 * section 5). They are told first, under the instant that it was snoozed until: whoever repeats a run that broke off tells nobody twice. False:
 * somebody else wrote the ticket first. Throws `ServiceBusy` when the team's mail cannot be told now.
 */
export async function endSnooze(desk: Desk, ticket: Ticket): Promise<boolean> {
  const until = ticket.timer.next?.at ?? '';
  const { messages } = await desk.tickets.messages(ticket.id);
  const said = messages.findLast(({ author, kind }) => author === 'customer' && kind === 'public') ?? messages[0];
  if (said) {
    const people = recipientsFor(desk, ticket, 'awake', await desk.agents.list());
    const about = { kind: 'awake', messageKey: said.key, cause: 'once' } as const;
    const told = await tellTeam(desk, ticket, people, { at: until, about });
    if (told.outcome !== 'done') throw new ServiceBusy(told);
  }
  const now = desk.now().toISOString();
  return (await desk.tickets.save(awake(ticket, { by: 'desk', at: now, why: `until ${until}` }))) !== undefined;
}
