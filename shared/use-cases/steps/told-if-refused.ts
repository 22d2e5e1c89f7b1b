import { type Posted, stepOutcome, withPosted } from '../../notify/post.ts';
import type { Outcome } from '../../outcome.ts';
import { messageKeyFor } from '../../ticket/identity.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { recipientsFor } from './recipients.ts';
import { tellTeam } from './tell-team.ts';
import { update } from './update.ts';

/**
 * What an automatic mail to the customer means for the task that it is a step of: when the mail service refused it, the step is done
 * once the team's mail has word of that; the reason, which it reads there, is in the trail before. `at` names the mail among the
 * ticket's (ISO, UTC), the same for a repetition.
 */
export async function toldIfRefused(desk: Desk, ticket: Ticket, at: string, mail: Posted): Promise<Outcome> {
  if (mail.result.outcome !== 'refused') return stepOutcome(mail);
  await update(desk, ticket, (current) => withPosted(current, [mail]));
  const people = recipientsFor(desk, ticket, 'undelivered', await desk.agents.list());
  const about = { kind: 'undelivered', messageKey: messageKeyFor(ticket.source), cause: 'once' } as const;
  const handed = await tellTeam(desk, ticket, people, { at, about });
  return handed.outcome === 'done' ? mail.result : handed;
}
