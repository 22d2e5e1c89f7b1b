import { reportWarnings, withWarnings } from '../../ticket/clock-warnings.ts';
import type { Desk } from '../../ticket/ports.ts';
import { TaskBusy } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { escalate } from '../escalate.ts';
import { registerTimer } from './register-timer.ts';
import { type Change, getTicket, update } from './update.ts';

/** Applies a change that may move the timer: the old one goes, the new one is registered, or fires at once when it is past. */
export async function changeClock(desk: Desk, ticket: Ticket, change: Change): Promise<Ticket> {
  const at = desk.now().toISOString();
  const changed = await update(desk, ticket, async (current) =>
    withWarnings(await change(current), { before: current, at }),
  );
  if (changed.clock.version !== ticket.clock.version) reportWarnings(desk, changed);
  return moveTimer(desk, ticket, changed);
}

/** The second half of a change that was written: the timer that `before` had goes, the one that `changed` has is registered, or fires. */
export async function moveTimer(desk: Desk, { id: ticketId, timer: before }: Ticket, changed: Ticket): Promise<Ticket> {
  const { version, next, registered: isRegistered } = changed.timer;
  // A change that broke off after its write finds nothing left to change, but its timer still to be set.
  if (version === before.version && (isRegistered || !next)) return changed;
  // The one that was read, and the one that somebody set in between; as a rule they are the same.
  const gone = [...new Set([before.version, version - 1])].filter((each) => each < version);
  const cancelling = Promise.all(gone.map((each) => desk.timers.cancel({ ticketId, version: each })));
  if (!next) {
    await cancelling;
    return changed;
  }
  // What is past already is told at once; people wait for no scheduler.
  if (next.at <= desk.now().toISOString()) {
    await Promise.all([cancelling, escalate(desk, { ticketId, version }).catch(unlessBusy)]);
    return getTicket(desk, ticketId);
  }
  const [noteTimer] = await Promise.all([registerTimer(desk, changed), cancelling]);
  return update(desk, changed, noteTimer);
}

/** Another delivery has seen the change and tells the people already; what it might leave is the sweep's. */
function unlessBusy(error: unknown): void {
  if (!(error instanceof TaskBusy)) throw error;
}
