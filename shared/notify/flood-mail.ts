import { replyAddress } from '../mail/signed/reply-address.ts';
import { gathered } from '../mail/templates/gathered.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { type Posted, type Recipient, replyTarget, ticketLink } from './post.ts';
import { postTeam } from './post-team.ts';
import { whoReads } from './who-reads.ts';
import { askerOf } from './writer-of-message.ts';

/** A ticket of a flood, and the level that it has reached, with the timer that fired it, when it is that which somebody is told. */
export type FloodTicket = { ticket: Ticket; level?: string; timer?: number };

/** Tells somebody of the team of several tickets of a flood by one mail that names each. */
export async function tellGathered(desk: Desk, to: Recipient, tickets: readonly FloodTicket[]): Promise<Posted> {
  const { settings } = desk;
  const [key = ''] = await desk.secrets.signingKeys();
  const isLate = tickets.some(({ level }) => level !== undefined);
  const content = gathered({
    language: settings.defaults.language,
    deskName: settings.deskName,
    kind: isLate ? 'late' : 'new',
    rows: tickets.map(({ ticket, level }) => ({
      ticketId: ticket.id,
      priority: ticket.priority,
      subject: ticket.subject,
      from: askerOf(ticket).address,
      ...(ticket.customer && { customer: ticket.customer.name }),
      ...(level !== undefined && { level }),
      ...whoReads(ticket),
      answerBy: ticket.clock.deadline,
      link: ticketLink(settings, ticket),
      replyTo: replyAddress(key, settings.supportAddress, replyTarget(ticket, to)),
    })),
    now: desk.now().toISOString(),
    timeZone: settings.defaults.timeZone,
  });
  // What comes back is about all of them: the record of the first one's notice knows the mail, and the mail the others.
  const [first] = tickets;
  const reportable = first && { ticketId: first.ticket.id, timer: first.timer };
  return postTeam(desk, to, {
    content,
    purpose: isLate ? 'escalation' : 'notice',
    about: 'tickets of a flood',
    ...(reportable && { reportable }),
  });
}
