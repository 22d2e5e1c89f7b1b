import type { Consumer } from '../events/consumer.ts';
import { eventsOf } from '../events/events-of.ts';
import type { TicketEvent } from '../events/ticket-event.ts';
import type { TargetDirectory, TargetQueue } from './ports.ts';
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
    const all = await targets.all();
    const isTo = (event: TicketEvent) => [...routesOf(all.targets, event, events), ...all.unreadable];
    await queue.put(events.flatMap((event) => isTo(event).map((target) => ({ target, event }))));
  };
}
