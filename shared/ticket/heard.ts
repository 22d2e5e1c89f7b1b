import type { Message } from './message.ts';
import type { Ticket } from './ticket.ts';

/**
 * When something that reached the desk could be read (docs/promise.md section 5): mail waits where a notification was lost, a queue stands, or it is
 * held. What was answered, closed or snoozed in between was so without it.
 */

/** What is heard of later than this was not there for whoever wrote in between, though that is carried out after it. */
const LATE_MS = 60_000;

/**
 * Whether what reached the desk at `at` (ISO, UTC) counts from when it was heard: it is heard of late, or something was said or done on the ticket since,
 * or in the same instant.
 */
export function isBehind({ lastPublic, timer, closedAt }: Ticket, at: string, now: Date): boolean {
  if (now.getTime() - Date.parse(at) > LATE_MS) return true;
  return [lastPublic.at, timer.setAt, closedAt].some((done) => done !== undefined && done >= at);
}

/** Since when a message could be read on its ticket (ISO, UTC). */
export function heardSince({ at, heardAt = at }: Pick<Message, 'at' | 'heardAt'>): string {
  return heardAt;
}

/** When what was said at `at` is carried out: not before the desk is at it, however long a mail took. Both ISO, UTC. */
export function doneAt(at: string, now: Date): string {
  const done = now.toISOString();
  return at > done ? at : done;
}

/** The key of the message that was there last of those that customers see, or wrote, whenever it had reached the desk. */
export function newestPublic(
  messages: readonly Pick<Message, 'kind' | 'key' | 'at' | 'heardAt'>[],
): string | undefined {
  const all = messages.filter(({ kind }) => kind === 'public');
  return all.toSorted(byHeard).at(-1)?.key;
}

type Heard = Parameters<typeof heardSince>[0];

/** The order in which messages could be read; those of one instant stay as they are. */
export function byHeard(one: Heard, other: Heard): number {
  const [a, b] = [heardSince(one), heardSince(other)];
  return a === b ? 0 : a < b ? -1 : 1;
}
