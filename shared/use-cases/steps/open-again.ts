import { causeOf } from '../../notify/notice-of.ts';
import { ServiceBusy } from '../../outcome.ts';
import { audited } from '../../ticket/clock.ts';
import { type Today, waitAgain } from '../../ticket/current-terms.ts';
import { isAnswered } from '../../ticket/first-response.ts';
import { wayFrom } from '../../ticket/going-on-for.ts';
import { messageKeyFor } from '../../ticket/identity.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { NO_DUPLICATE, takenBack } from '../../ticket/twin.ts';
import { changePromise } from './change-promise.ts';
import { forgetDuplicate } from './forget-duplicate.ts';
import { recipientsFor } from './recipients.ts';
import { tellTeam } from './tell-team.ts';
import { todayOf } from './today.ts';

/** A closed ticket as it was before, answered or with its clock, which runs on; no duplicate any more. `at`: ISO, UTC. */
export function openedAgain(ticket: Ticket, { today, at }: { today: Today; at: string }): Ticket {
  const { mergedInto: _, ...own } = ticket;
  if (!isAnswered(ticket)) return waitAgain(own, today, at);
  const { closedAt: __, ...rest } = own;
  return { ...rest, state: 'answered' };
}

/**
 * A duplicate goes on by itself, with its own clock, since what went on for it is closed as nobody's request (`why`): its requester is told, and so are
 * the agents (docs/promise.md section 5). Repeating it changes nothing. Throws `ServiceBusy` when the team's mail takes nothing, and what a port throws.
 */
export async function openDuplicateAgain(
  desk: Desk,
  duplicate: Ticket,
  { at, why }: { at: string; why: string },
): Promise<void> {
  const today = await todayOf(desk, duplicate);
  const way = await wayFrom((id) => desk.tickets.get(id), duplicate);
  const opened = await changePromise(desk, duplicate, (current) => {
    if (current.mergedInto === undefined) return current;
    const own = takenBack(current, way, desk.now().toISOString());
    return audited(openedAgain(own, { today, at }), { at, by: 'desk', action: NO_DUPLICATE, detail: why });
  });
  await forgetDuplicate(desk, opened, way);
  const message = await desk.tickets.getMessage(opened.id, messageKeyFor(opened.source));
  if (!message) return;
  const people = recipientsFor(desk, opened, 'new', await desk.agents.list());
  const about = { kind: 'new' as const, messageKey: message.key, cause: causeOf(message, opened) };
  const told = await tellTeam(desk, opened, people, { at, about });
  if (told.outcome === 'later') throw new ServiceBusy(told);
}
