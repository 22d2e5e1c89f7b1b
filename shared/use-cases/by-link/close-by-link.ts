import { actionsByLink, type LinkActions } from '../../ticket/by-link.ts';
import { audited } from '../../ticket/clock.ts';
import { closed } from '../../ticket/closed.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { CancelReason, Ticket } from '../../ticket/ticket.ts';
import { fileEach } from '../settle-outside.ts';
import { changePromise } from '../steps/change-promise.ts';
import { getTicket } from '../steps/update.ts';

/** Whose link it is, which was asked before (`readerOfLink`), and when they pressed (ISO, UTC). */
export type ByReader = { ticketId: string; reader: string; at: string };

type Closing = { may: keyof LinkActions; as: NonNullable<Ticket['byLink']>['as']; cancelled?: CancelReason };

/**
 * The requester closes their ticket by link, and is told so by mail; a reply undoes it (docs/promise.md section 5). What waits there from outside
 * is somebody else's, and no list shows it on a closed ticket: each becomes a ticket of its own before that. Where they may not, or it is
 * closed, nothing is done, save what a delivery before has left. Throws a 404 for an unknown ticket, and what a port throws.
 */
export async function closeByLink(desk: Desk, by: ByReader, closing: Closing): Promise<Ticket> {
  const { ticketId, reader, at } = by;
  const { may, as, cancelled } = closing;
  const mayClose = (current: Ticket) => actionsByLink(current, reader)[may];
  let ticket = await getTicket(desk, ticketId);
  if (mayClose(ticket)) ({ ticket } = await fileEach(desk, ticket, ticket.outside ?? [], { by: 'desk', at }));
  const after = await changePromise(desk, ticket, (current) => {
    if (!mayClose(current) || current.outside) return current;
    const line = { at, by: `customer:${reader}`, action: 'closed', detail: `${as}, by link` };
    return audited({ ...closed(current, { at, cancelled }), byLink: { at, as } }, line);
  });
  // Somebody wrote in between.
  return mayClose(after) ? closeByLink(desk, by, closing) : after;
}
