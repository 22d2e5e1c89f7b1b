import { shownSubject } from '../ticket/asked-before.ts';
import { FLOOD_SILENCE, isOneTooMany } from '../ticket/flood.ts';
import { withoutNumbers } from '../ticket/identity.ts';
import { LINK } from '../ticket/links.ts';
import { isInConversation } from '../ticket/participants.ts';
import type { Desk } from '../ticket/ports.ts';
import { removedBeside } from '../ticket/removed-beside.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { openTicket } from '../use-cases/open-ticket.ts';
import type { CameByLink, Place } from './find-message.ts';
import { PAGE_DOOR } from './open-from-page.ts';
import type { PageMessage } from './page-request.ts';

/** `priority`: what it newly declares, with which the new ticket begins. */
type Said = { from: { address: string; name?: string }; priority: PageMessage['priority'] };

/**
 * A reader's message by link that is a new request opens a ticket beside the older one. As a mail of theirs it counts, and is always a ticket
 * (docs/promise.md section 9). Throws what a port throws, and `TaskBusy`.
 */
export async function openFromLink(
  desk: Desk,
  { text, files }: PageMessage,
  { ticket, goesOn, warnings }: Place,
  { source, raw, receivedAt, released }: CameByLink,
  { from, priority }: Said,
): Promise<Ticket> {
  const flood = !released && (await isOneTooMany(desk, { from: from.address, source, at: receivedAt }));
  const { ticket: another } = await openTicket(desk, {
    source,
    channel: 'page',
    door: PAGE_DOOR,
    receivedAt,
    requester: { ...from, verified: false },
    removedReaders: removedBeside([ticket, goesOn], from.address),
    // Of the ticket that they read, which need not be the one that goes on for it, as far as they are shown it.
    subject: withoutNumbers(shownSubject(ticket)),
    text,
    attachments: files,
    priority,
    older: { ticket: goesOn.id, kind: LINK.follows, ...(!isInConversation(goesOn, from.address) && { outside: true }) },
    readOn: ticket.id,
    language: ticket.language,
    raw,
    silent: flood,
    flood,
    warnings: flood ? [...warnings, `not acknowledged: ${FLOOD_SILENCE}`] : warnings,
    by: `customer:${from.address}`,
    released,
  });
  return another;
}
