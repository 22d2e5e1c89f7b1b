import type { Priority } from '../sla/terms.ts';
import { audited, retime } from '../ticket/clock.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { endWatch } from '../ticket/watch.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { changeClock } from './steps/change-clock.ts';
import { getTicket } from './steps/update.ts';

/** Why an agent lowered a priority when the customer does not play their part; it can never raise one (promise.md section 2). */
export const UNRESPONSIVE = 'customer-unresponsive';

/**
 * An agent changes the priority; the clock runs anew from the original start (promise.md section 5). Without a priority, the
 * reason `customer-unresponsive` takes a P1 to P2 (section 2). Refuses (422) that reason for anything but lowering.
 */
export async function changePriority(
  desk: Desk,
  change: ByAgent & { priority?: Priority | undefined; reason: string },
): Promise<Ticket> {
  const { reason, agent, at } = change;
  const ticket = await getTicket(desk, change.ticketId);
  const priority = change.priority ?? (ticket.priority === 1 && reason === UNRESPONSIVE ? 2 : undefined);
  if (priority === undefined) throw refusal('priority', 'is missing: say which one');
  return changeClock(desk, ticket, (current) => {
    if (current.priority === priority) return current;
    if (reason === UNRESPONSIVE && priority < current.priority) {
      throw refusal(
        'priority',
        `${UNRESPONSIVE} can only lower a priority, and ${priority} is above ${current.priority}`,
      );
    }
    const retimed = retime(endWatch(current, `lowered to priority ${priority}`, at), { priority }, desk.settings, at);
    const detail = `priority ${current.priority} to ${priority}: ${reason}`;
    return audited(retimed, { at, by: `agent:${agent.id}`, action: 'priority changed', detail });
  });
}
