import { BrokeOff, type Consumer } from '../events/consumer.ts';
import type { Change } from '../events/ticket-change.ts';
import type { Log } from '../ticket/ports.ts';
import { UnreadableItem } from '../ticket/ticket-store.ts';
import { type Indexed, indexTicket } from './index-ticket.ts';
import { foundBy, foundByMessage } from './ticket-words.ts';

/**
 * Has tickets found by their words as these change: each ticket of which anything did once a batch, as it stands by then. What cannot be read keeps
 * no other ticket waiting: the log has it, the doctor mends it.
 */
export function indexChanges(desk: Indexed, log: Pick<Log, 'error'>): Consumer {
  return async (changes) => {
    const first = new Map<string, number>();
    for (const [index, change] of changes.entries()) {
      const id = isFoundOtherwise(change) ? ticketOf(change) : undefined;
      if (id !== undefined && !first.has(id)) first.set(id, index);
    }
    for (const [id, done] of first) {
      try {
        await indexTicket(desk, id);
      } catch (error) {
        if (!(error instanceof UnreadableItem)) throw brokenOff(done, error);
        log.error('a ticket is not found by its new words: desk doctor', { ticket: id, error });
      }
    }
  };
}

const ticketOf = (change: Change) => (change.kind === 'ticket' ? change.after.id : change.ticket);

/** Whether a change is one of what a ticket is found by: most are of its clock, its mails and what was passed on. */
function isFoundOtherwise(change: Change): boolean {
  if (change.kind === 'ticket') return !change.before || foundBy(change.before) !== foundBy(change.after);
  if (change.kind === 'message' || !change.before) return true;
  return foundByMessage(change.before) !== foundByMessage(change.message);
}

function brokenOff(done: number, error: unknown): BrokeOff {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new BrokeOff(done, reason, { cause: error });
}
