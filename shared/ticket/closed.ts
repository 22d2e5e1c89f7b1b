import { stopTimer } from './clock.ts';
import type { CancelReason, Ticket } from './ticket.ts';
import { endWatch } from './watch.ts';

/**
 * The ticket closed at `at` (ISO, UTC): one that waits as `cancelled`, with its timer stopped; an answered one keeps its response, was
 * cancelled as nothing, and is watched or snoozed no more (docs/promise.md section 5).
 */
export function closed(
  ticket: Ticket,
  { at, cancelled }: { at: string; cancelled?: CancelReason | undefined },
): Ticket {
  if (ticket.state !== 'waiting') {
    const ended = endWatch(ticket, 'closed', at);
    return { ...(ended.timer.next ? stopTimer(ended, at) : ended), state: 'closed', closedAt: at };
  }
  return { ...stopTimer(ticket, at), state: 'closed', closedAt: at, cancelled };
}
