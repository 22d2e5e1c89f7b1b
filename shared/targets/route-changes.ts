import type { Consumer } from '../events/consumer.ts';
import { eventsOf } from '../events/events-of.ts';
import type { TargetDirectory, TargetQueue } from './ports.ts';
import { routesOf } from './routes.ts';

/**
 * Puts what changes are told as on the lines of the targets that are to hear of it. Twice the same is the same message, and told once. Throws what
 * the table or the queue says: the changes then come again, all of them.
 */
export function toTargets(targets: Pick<TargetDirectory, 'list'>, queue: Pick<TargetQueue, 'put'>): Consumer {
  return async (changes) => {
    const events = changes.flatMap(eventsOf);
    if (events.length === 0) return;
    const all = await targets.list();
    await queue.put(events.flatMap((event) => routesOf(all, event, events).map((target) => ({ target, event }))));
  };
}
