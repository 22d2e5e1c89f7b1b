import type { TicketEvent, TicketSummary } from '../events/ticket-event.ts';
import type { Route, StoredTarget } from './stored-target.ts';
import { isSolved } from './target.ts';

/**
 * The targets that are to hear of an event, by their names. One that an admin has paused hears of nothing; and of a flood only programs do: a
 * pager would have an incident for each of its tickets, and people hear of them by one mail (docs/promise.md section 9). Of levels that were reached
 * at once, programs hear each, people and pagers the highest of those that they are to hear of. `all`: what comes with the event, in order.
 */
export function routesOf(
  targets: readonly StoredTarget[],
  event: TicketEvent,
  all: readonly TicketEvent[] = [event],
): string[] {
  const isOfFlood = 'flood' in event.ticket && event.ticket.flood === true;
  return targets
    .filter(({ paused, kind }) => !paused && (kind === 'webhook' || !isOfFlood))
    .filter((target) => isFor(target, event) && !hearsMore(target, event, all))
    .map(({ name }) => name);
}

/** Whether a target hears nothing of a level that was passed over, since it is to hear of a higher one. `all`: what came with the event, in order. */
export function hearsMore(target: StoredTarget, event: TicketEvent, all: readonly TicketEvent[]): boolean {
  if (target.kind === 'webhook' || event.data.passedOver !== true) return false;
  const later = all.slice(all.findIndex(({ id }) => id === event.id) + 1);
  return later.some((each) => writeOf(each) === writeOf(event) && each.data.level !== undefined && isFor(target, each));
}

/** What the events of one write have in common: their ids without the last part. */
function writeOf({ id }: TicketEvent): string {
  return id.slice(0, id.lastIndexOf('.'));
}

/**
 * Whether an event is for a target. A further message of a customer says nothing of its ticket, so whoever asks before the ticket was read
 * (without `ticket`) hears yes, and asks again. What solves an incident is for a pager whatever the ticket has become: its incident is of the ticket
 * as it was, and to solve one that is not there does nothing.
 */
export function isFor({ kind, routes }: StoredTarget, event: TicketEvent, ticket?: TicketSummary): boolean {
  const about = event.type === 'replied' ? ticket : event.ticket;
  const isAnyTicket = about === undefined || (kind === 'pager-duty' && isSolved(event.type));
  return routes.some((route) => isOf(route, event) && (isAnyTicket || holds(route, about)));
}

function isOf({ on, levels }: Route, { type, data }: TicketEvent): boolean {
  return on.includes(type) && (data.level === undefined || (levels?.includes(String(data.level)) ?? true));
}

function holds({ priorities, plans, doors, customers }: Route, ticket: TicketSummary): boolean {
  const isAmong = (list: readonly string[] | undefined, value: string | undefined) =>
    list === undefined || (value !== undefined && list.includes(value));
  return (
    isAmong(priorities, ticket.priority) &&
    isAmong(plans, ticket.plan) &&
    isAmong(doors, ticket.door) &&
    isAmong(customers, ticket.customer)
  );
}
