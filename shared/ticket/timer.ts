import * as z from 'zod';
import type { Outcome } from '../outcome.ts';
import { againAt, shortReason } from './task.ts';
import type { Ticket } from './ticket.ts';

/** What a timer sends when it fires: whose it is, which version of the ticket's timer, and the trace of the work that set it. */
export const timerEventSchema = z.object({
  ticketId: z.string(),
  version: z.number().int(),
  /** Missing in timers from before there was one, and in those that a command set. */
  trace: z.string().optional(),
});

/** The name of a ticket's timer, within the desk's group. */
export function timerName(ticketId: string, version: number): string {
  return `${ticketId}.${version}`;
}

/**
 * How long after a timer fell due, or after something was begun, the sweep takes it for lost. In ms of desk time. Longer than
 * a claim and than a redelivery after a crash, or the sweep would do what a delivery is about to do.
 */
export const GRACE_MS = 3 * 60_000;

/**
 * The ticket with what became of registering its timer, unless it has got another one since. What the scheduler could not do
 * is parked: the sweep tries again, well before the timer falls due. `now` is the desk's time.
 */
export function withRegistration(ticket: Ticket, version: number, result: Outcome, now: Date): Ticket {
  const { timer } = ticket;
  if (timer.version !== version || timer.registered || !timer.next) return ticket;
  if (result.outcome === 'done') return { ...ticket, timer: { ...timer, registered: true, parked: undefined } };
  const attempts = (timer.parked?.attempts ?? 0) + 1;
  const parked = { again: againAt(now, attempts), attempts, reason: shortReason(result.reason) };
  return { ...ticket, timer: { ...timer, parked } };
}
