import { mailIdOf } from '../../mail/mail-id.ts';
import { DONE, type Outcome } from '../../outcome.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { withRegistration } from '../../ticket/timer.ts';
import { inTrace } from '../../trace.ts';

/**
 * Registers the ticket's timer with the scheduler, when it has one, and gives the change that notes what became of it. What
 * the scheduler cannot do delays nothing else: the sweep tries again, and serves the timer itself when it falls due.
 *
 * The timer of a ticket that a mail opened is in the trace of that mail, whoever sets it: what follows when it fires is found by the mail.
 */
export async function registerTimer(desk: Desk, ticket: Ticket): Promise<(current: Ticket) => Ticket> {
  const { version, next } = ticket.timer;
  const register = (at: string) => desk.timers.register({ ticketId: ticket.id, version, at });
  const result: Outcome = next ? await inTrace(mailIdOf(ticket.raw), () => register(next.at)) : DONE;
  if (result.outcome !== 'done') {
    const { reason } = result;
    desk.log.error('a timer could not be registered', { ticket: ticket.id, outcome: result.outcome, reason });
  }
  return (current) => withRegistration(current, version, result, desk.now());
}
