import type { InboundMail } from '../mail/inbound.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Look } from './look.ts';
import { ticketOpenedBy } from './opened-by.ts';
import { type Following, opensAnew } from './opens-anew.ts';
import type { Route } from './route.ts';

/** A ticket that a mail is to open, by the source that it then has, or that it has opened before. */
export type NewTicket = { source: string; opened?: Ticket | undefined; follows?: Following | undefined };

/**
 * What a mail is on each of the tickets that it is about: each one's row of docs/promise.md section 5 counts for itself, so it may join one
 * and be a new request that follows another. A mail about several opens each new ticket by a source of its own, the same however often it
 * comes. What another delivery of it opens meanwhile is the ticket of this one, and none that the mail is about. `source` is the mail's
 * (`sourceOf`), `receivedAt` ISO, UTC.
 */
export async function eachTicket(
  desk: Look,
  mail: InboundMail,
  routes: readonly Route[],
  { source, receivedAt }: { source: string; receivedAt: string },
): Promise<{ joining: Route[]; openings: NewTicket[] }> {
  const own = routes.find(({ ticket }) => ticket.source === source);
  if (own) return { joining: [], openings: [{ source, opened: own.ticket }] };
  const about = routes.filter(({ ticket }) => !ticket.source.startsWith(`${source}:`));
  const joining: Route[] = [];
  const openings: NewTicket[] = [];
  for (const route of about) {
    const besides = `${source}:${route.ticket.id}`;
    const opened = await ticketOpenedBy(desk, besides);
    const follows = opened ? undefined : await opensAnew(desk, mail, { ...route, source }, receivedAt);
    if (opened) openings.push({ source: besides, opened });
    else if (follows) openings.push({ source: about.length > 1 ? besides : source, follows });
    else joining.push(route);
  }
  return { joining, openings };
}
