import type { Recipient } from '../../notify/post.ts';
import { readerOf } from '../../notify/recipients-of.ts';
import { DONE, type Outcome } from '../../outcome.ts';
import type { Desk } from '../../ticket/ports.ts';
import { isUnheard } from '../../ticket/smoke.ts';
import type { TeamNotice } from '../../ticket/team-notice.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/** The name of handing notices to the team's mail, as a step of a task. */
export const TELL_TEAM = 'tell the team';

/**
 * Hands a notice to the team's mail, once for each reader, which sends it in its own time (docs/architecture.md, second stage,
 * decision 2). Handing it over again does no harm. Of a smoke run nobody hears.
 */
export async function tellTeam(
  desk: Desk,
  ticket: Ticket,
  people: readonly Recipient[],
  notice: Pick<TeamNotice, 'at' | 'about'>,
): Promise<Outcome> {
  if (people.length === 0 || isUnheard(ticket, notice.about)) return DONE;
  const { id: ticketId } = ticket;
  return desk.teamMail.put(people.map((to) => ({ reader: readerOf(to), ticketId, ...notice })));
}
