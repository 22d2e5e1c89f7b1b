import type { Consumer } from '../events/consumer.ts';
import { eventsOf } from '../events/events-of.ts';
import type { TicketEvent } from '../events/ticket-event.ts';
import type { TargetDirectory, TargetEntry, TargetQueue } from './ports.ts';
import { routesOf } from './routes.ts';

/**
 * Puts what changes are told as on the lines of the targets that are to hear of it, and all of it on those of a target that cannot be read: what it
 * is to hear of is seen once it is mended. Twice the same is the same message, and told once. Throws what the table or the queue says: the changes
 * then come again, all of them.
 */
export function toTargets(targets: Pick<TargetDirectory, 'all'>, queue: Pick<TargetQueue, 'put'>): Consumer {
  return async (changes) => {
    const events = changes.flatMap(eventsOf);
    if (events.length === 0) return;
    await queue.put(entriesOf(await targets.all(), events));
  };
}

/** What goes on which line. `events`: all that comes of some changes, in order. */
export function entriesOf(
  { targets, unreadable }: Awaited<ReturnType<TargetDirectory['all']>>,
  events: readonly TicketEvent[],
): TargetEntry[] {
  const isTo = (event: TicketEvent) => [...routesOf(targets, event, events), ...unreadable];
  return events.flatMap((event) => isTo(event).map((target) => ({ target, event })));
}
