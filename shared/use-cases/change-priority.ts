import { because } from '../refusals.ts';
import type { Priority } from '../sla/terms.ts';
import { audited, retime } from '../ticket/clock.ts';
import { withoutLowered } from '../ticket/duplicates.ts';
import { doneAt } from '../ticket/heard.ts';
import type { Desk } from '../ticket/ports.ts';
import { isSaidSince } from '../ticket/said-since.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { endWatch } from '../ticket/watch.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { changePromise } from './steps/change-promise.ts';
import { notOnDuplicate } from './steps/duplicate-refusal.ts';
import { getTicket } from './steps/update.ts';

/** Why an agent lowered a priority when the customer does not play their part; it can never raise one (promise.md section 2). */
export const UNRESPONSIVE = 'customer-unresponsive';

/** What stands for the reason of a change by mail that gave none; it tells the customer nothing. */
export const BY_MAIL = 'by mail';

/**
 * An agent changes the priority; the clock runs anew from the original start, and the customer is told of the new promise, of a
 * lower priority with the reason (promise.md section 5). Without a priority, the
 * reason `customer-unresponsive` takes a P1 to P2 (section 2). Refuses (422) that reason for anything but lowering, and what was declared or changed after `at`, and (409) any change of a
 * closed duplicate.
 */
export async function changePriority(
  desk: Desk,
  change: ByAgent & { priority?: Priority | undefined; reason: string },
): Promise<Ticket> {
  const { reason, agent, at } = change;
  const ticket = await getTicket(desk, change.ticketId);
  const priority = change.priority ?? (ticket.priority === 1 && reason === UNRESPONSIVE ? 2 : undefined);
  if (priority === undefined) throw refusal('priority', because('priorityMissing'));
  const lowerOrRaise = (current: Ticket) => {
    if (current.priority === priority) return current;
    if (reason === UNRESPONSIVE && priority < current.priority) {
      throw refusal('priority', because('onlyLower', { reason: UNRESPONSIVE, to: priority, from: current.priority }));
    }
    // A word by mail, carried out late: the requester's own came after it.
    if (hasDeclaredSince(current, at)) {
      throw refusal('priority', because('priorityDeclared', { priority: current.priority }));
    }
    // So did a colleague's, also where they closed a duplicate into it whose priority goes on.
    if (isSaidSince(current, at, { actions: ['priority changed'] })) {
      throw refusal('priority', because('priorityChangedSince', { priority: current.priority }));
    }
    const now = doneAt(at, desk.now());
    const rest = withoutLowered(endWatch(current, `lowered to priority ${priority}`, at));
    const marked = priority > current.priority ? { ...rest, loweredAt: now } : rest;
    const retimed = retime(marked, { priority }, desk.settings, now);
    const detail = `priority ${current.priority} to ${priority}: ${reason}`;
    return audited(retimed, { at, by: `agent:${agent.id}`, action: 'priority changed', detail });
  };
  const checked = notOnDuplicate(desk, 'priority', lowerOrRaise);
  return changePromise(desk, ticket, checked, reason === BY_MAIL ? undefined : reason);
}

/** Whether its requester raised it by a word that whoever wrote at `at` (ISO, UTC) could not have read. */
function hasDeclaredSince({ declared, lastPublic }: Ticket, at: string): boolean {
  const isUnread = lastPublic.by === 'customer' && lastPublic.at > at;
  return declared.some((each) => each.raise && (each.at > at || (isUnread && each === declared.at(-1))));
}
