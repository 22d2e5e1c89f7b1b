import { closedByLink } from '../../ticket/by-link.ts';
import { surerOf } from '../../ticket/duplicates.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { goingOnHere } from '../steps/cast-out.ts';
import { openDuplicateAgain } from '../steps/open-again.ts';
import { type ByReader, closeByLink } from './close-by-link.ts';

/** How long whoever was written into the form by others gets no automatic mail of such requests. */
const MUTED_MS = 30 * 24 * 60 * 60_000;

/**
 * The owner of an address says that the request was not theirs, as long as nobody has confirmed it: it is closed as spam, told in one last
 * mail, and what the form brings in that name is acknowledged to nobody for 30 days (docs/promise.md section 9). What it went on for, and
 * they are surer to have asked, goes on by itself. Throws as `closeByLink`.
 */
export async function notMeByLink(desk: Desk, by: ByReader): Promise<Ticket> {
  const ticket = await closeByLink(desk, by, { may: 'notMe', as: 'not me', cancelled: 'spam' });
  const { requester, byLink } = ticket;
  // Also when it is pressed again, since the first time may have broken off here.
  if (byLink && closedByLink(ticket) === 'not me' && by.reader === requester.address) {
    const until = new Date(Date.parse(byLink.at) + MUTED_MS).toISOString();
    await desk.sendCounter.mute(requester.address, until);
    await openTheirsAgain(desk, ticket, byLink.at);
  }
  return ticket;
}

/** Once it is closed: nothing is closed into it any more. An answered one was no spam, and answered theirs, too. `at`: when they pressed. */
async function openTheirsAgain(desk: Desk, ticket: Ticket, at: string): Promise<void> {
  const surer = surerOf(ticket);
  if (ticket.cancelled !== 'spam' || surer.length === 0) return;
  const why = `${ticket.id}, which went on for it, was closed by link as not me`;
  for (const each of await goingOnHere(desk, ticket)) {
    if (surer.includes(each.id)) await openDuplicateAgain(desk, each, { at, why });
  }
}
