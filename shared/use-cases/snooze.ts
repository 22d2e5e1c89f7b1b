import type { Desk } from '../ticket/ports.ts';
import { awake, snoozed, whyNotSnooze } from '../ticket/snooze.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { snoozedUntil } from '../ticket/view.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { changeClock } from './steps/change-clock.ts';
import { getTicket } from './steps/update.ts';

/**
 * An agent puts an answered ticket out of sight until an instant (ISO, UTC), or back in sight (null): its one timer ends it, as does any known
 * writer's message and whatever sets another timer (docs/promise.md section 5). Nobody is told. Throws a 404 for an unknown ticket, a 422 that says
 * why when it cannot be.
 */
export async function snooze(
  desk: Desk,
  { ticketId, agent, at, until }: ByAgent & { until: string | null },
): Promise<Ticket> {
  const by = `agent:${agent.id}`;
  return changeClock(desk, await getTicket(desk, ticketId), (current) => {
    if (until === null) return awake(current, { by, at, why: 'by an agent' });
    if (snoozedUntil(current) === until) return current;
    const why = whyNotSnooze(current, until, { at, now: desk.now().toISOString() });
    if (why !== undefined) throw refusal('snoozedUntil', why);
    return snoozed(current, until, { by, at });
  });
}
