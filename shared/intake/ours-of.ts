import type { Ours } from '../mail/own-content/mail-of-ours.ts';
import type { Settings } from '../settings.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** What an answer on this ticket must not hold of the desk's own mails. */
export function oursOf(
  { ticketUrl, supportAddress, addresses = [], forwardedFrom = [] }: Settings,
  { id }: Ticket,
): Ours {
  const all = [supportAddress, ...[...addresses, ...forwardedFrom].map(({ address }) => address)];
  return { ticketUrl, addresses: all.map((address) => address.toLowerCase()), ticketId: id };
}
