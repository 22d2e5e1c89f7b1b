import { olderTicket } from './links.ts';
import type { Ticket } from './ticket.ts';

/**
 * Whether a form brought a request in the name of somebody who has not proved to have filled it in: anybody can type somebody else's address there
 * (docs/promise.md section 9). What a reader wrote by their own link, or what a mail to such a ticket asked for, follows another ticket, and is no form's.
 */
export function isOfUnprovedForm(ticket: Pick<Ticket, 'channel' | 'requester' | 'links'>): boolean {
  return ticket.channel === 'page' && !ticket.requester.verified && olderTicket(ticket) === undefined;
}
