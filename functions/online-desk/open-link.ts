import { readFollowLink } from '../../shared/mail/signed/follow-link.ts';
import { wayFrom } from '../../shared/ticket/going-on-for.ts';
import { isRevoked, readerOfLink } from '../../shared/ticket/link-access.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import { ifReadable } from '../../shared/ticket/ticket-store.ts';
import { answerPage, type PageContext, pageLanguage } from '../web/app.ts';
import { linkPage } from './pages/link.ts';

/** A follow link that opens its ticket: whose it is, and the ticket that goes on where this is a duplicate. */
export type Opened = { ticket: Ticket; reader: string; link: string; twin?: Ticket | undefined };

/**
 * What a link opens now; undefined for nothing, whatever the reason. A forged one reads nothing. One of a duplicate writes to the ticket that
 * goes on for it, so it ends with the links of that one, too, and of all on the way there.
 */
export async function openLink(desk: Desk, link: string): Promise<Opened | undefined> {
  const { tickets, settings, secrets } = desk;
  const read = readFollowLink(await secrets.signingKeys(), link);
  const ticket = read && (await ifReadable(tickets.get(read.ticketId)));
  const reader = ticket && readerOfLink(ticket, read, settings, desk.now().toISOString());
  if (!ticket || reader === undefined) return undefined;
  const way = await wayFrom((id) => ifReadable(tickets.get(id)), ticket);
  if (way.some((each) => isRevoked(each, read.made))) return undefined;
  return { ticket, reader, link, twin: way.at(-1) };
}

/** The one answer to every link that opens nothing, whatever the reason. `unsent`: what somebody wrote by it, which they get back. */
export function goneLink({ settings }: Desk, c: PageContext, unsent = ''): Response {
  const page = linkPage({ language: pageLanguage(c, settings), why: 'gone', unsent, mail: settings.supportAddress });
  return answerPage(settings, page, 404);
}
