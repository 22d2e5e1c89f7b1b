import { stopTimer } from './clock.ts';
import type { CancelReason, Ticket } from './ticket.ts';
import { endWatch } from './watch.ts';

/**
 * The ticket closed at `at` (ISO, UTC): one that waits as `cancelled`, with its timer stopped; an answered one keeps its response, and was
 * cancelled as nothing (docs/promise.md section 5).
 */
export function closed(
  ticket: Ticket,
  { at, cancelled }: { at: string; cancelled?: CancelReason | undefined },
): Ticket {
  if (ticket.state !== 'waiting') return { ...endWatch(ticket, 'closed', at), state: 'closed', closedAt: at };
  return { ...stopTimer(ticket, at), state: 'closed', closedAt: at, cancelled };
}
