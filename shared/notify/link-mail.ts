import { followLinkMail } from '../mail/templates/follow-link.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import { DEFAULT_LINK_DAYS } from '../ticket/link-access.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { followOf } from './follow-of.ts';
import { type Posted, post } from './post.ts';

/** Mails one who reads the ticket a new link to it. Its header has no name: somebody may have typed that for them. */
export async function tellLink(desk: Desk, ticket: Ticket, address: string): Promise<Posted> {
  const { deskName, linkDays: days = DEFAULT_LINK_DAYS } = desk.settings;
  const { id: ticketId, language } = ticket;
  const follow = await followOf(desk, ticket, { address });
  const content = followLinkMail({ language, deskName, ticketId, follow, days });
  const about = messageKeyFor(ticket.source);
  return post(desk, ticket, { address }, { purpose: 'link', content, about, inReplyTo: ticket.messageId });
}
