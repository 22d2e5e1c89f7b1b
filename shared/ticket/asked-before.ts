import type { Ticket } from './ticket.ts';

/**
 * What another one asked before an agent said who really asks is not for whoever asks since (docs/promise.md section 9): not its subject,
 * nor what was answered then.
 */

/** The subject of a ticket as its customer is shown it, by link and in every mail; empty where another one wrote it. */
export function shownSubject({ subject, asksSince }: Pick<Ticket, 'subject' | 'asksSince'>): string {
  return asksSince === undefined ? subject : '';
}

/** Whether what was said then (ISO, UTC) was said before whoever asks now was the requester. */
export function isOfBefore({ asksSince }: Pick<Ticket, 'asksSince'>, at: string): boolean {
  return asksSince !== undefined && at < asksSince;
}
