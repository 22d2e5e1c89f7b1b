import type { Ticket } from './ticket.ts';

/** How long after a timer fell due, or after a ticket came in, the sweep takes it for lost. In ms of desk time. */
export const GRACE_MS = 3 * 60_000;

/** The ticket with its timer known to be registered, unless it has got another timer since. */
export function markRegistered(ticket: Ticket, version: number): Ticket {
  if (ticket.timer.version !== version || ticket.timer.registered) return ticket;
  return { ...ticket, timer: { ...ticket.timer, registered: true } };
}

/**
 * When the sweep must look at this ticket if nothing else has (ISO, UTC): its timer was lost, or was never registered, or
 * its mails were never sent. Undefined when nothing is open.
 */
export function dueAt(ticket: Ticket): string | undefined {
  const times: number[] = [];
  if (ticket.opening.state === 'claimed') times.push(Date.parse(ticket.createdAt));
  for (const { at, notice } of ticket.escalations) {
    if (notice.state === 'claimed') times.push(Date.parse(at));
  }
  if (ticket.timer.next) times.push(Date.parse(ticket.timer.next.at));
  return times.length === 0 ? undefined : new Date(Math.min(...times) + GRACE_MS).toISOString();
}
