import type { Ours } from '../mail/own-content/mail-of-ours.ts';
import type { Settings } from '../settings.ts';
import { ownAddresses } from '../ticket/desk-addresses.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** What an answer on this ticket must not hold of the desk's own mails. */
export function oursOf(settings: Settings, { id }: Ticket): Ours {
  const addresses = ownAddresses(settings).map((address) => address.toLowerCase());
  return { ticketUrl: settings.ticketUrl, addresses, ticketId: id };
}
