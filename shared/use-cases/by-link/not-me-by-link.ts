import { closedByLink } from '../../ticket/by-link.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { type ByReader, closeByLink } from './close-by-link.ts';

/** How long whoever was written into the form by others gets no automatic mail of such requests. */
const MUTED_MS = 30 * 24 * 60 * 60_000;

/**
 * The owner of an address says that the request was not theirs, as long as nobody has confirmed it: it is closed as spam, told in one last
 * mail, and what the form brings in that name is acknowledged to nobody for 30 days (docs/promise.md section 9). Throws as `closeByLink`.
 */
export async function notMeByLink(desk: Desk, by: ByReader): Promise<Ticket> {
  const ticket = await closeByLink(desk, by, { may: 'notMe', as: 'not me', cancelled: 'spam' });
  const { requester, byLink } = ticket;
  // Also when it is pressed again, since the first time may have broken off here.
  if (byLink && closedByLink(ticket) === 'not me' && by.reader === requester.address) {
    const until = new Date(Date.parse(byLink.at) + MUTED_MS).toISOString();
    await desk.sendCounter.mute(requester.address, until);
  }
  return ticket;
}
