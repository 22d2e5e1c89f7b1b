import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { isContact } from '../notify/post.ts';
import type { Priority } from '../sla/terms.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import { isRequester } from '../ticket/participants.ts';
import { isLongClosed } from '../ticket/reopen.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Target } from './find-ticket.ts';
import type { Look } from './look.ts';
import { newlyDeclared } from './newly-declared.ts';
import { writerOfMail } from './writer-of-mail.ts';

/** What a mail about an older ticket opens a new one with: the ticket that it follows, and the priority that it newly declares. */
export type Following = { ticket: Ticket; priority?: Priority | undefined };

/**
 * Whether a mail about a ticket is a new request, with a ticket and a clock of its own, and what it then follows (docs/promise.md
 * section 5): a known writer's, when the ticket was closed after its answer too long ago; its requester's, when the ticket has had its
 * answer and a P1 or P2 is newly declared, of an open one above its own. A mail that comes again stays where it was put.
 */
export async function opensAnew(
  desk: Look,
  received: ReceivedMail,
  mail: InboundMail,
  target: Target & { source: string },
): Promise<Following | undefined> {
  const { ticket, agentId, source } = target;
  const writer = writerOfMail(received, mail, target);
  if (agentId !== undefined || ticket.firstResponse === undefined || ticket.state === 'waiting') return undefined;
  if ((writer !== 'proved' && writer !== 'known') || isContact(desk.settings, mail.from?.address ?? ''))
    return undefined;
  const priority = await newlyDeclared(desk, ticket, mail);
  const isNew = isLongClosed(ticket, received.receivedAt, desk.settings) || isUrgentAnew(ticket, mail, priority);
  if (!isNew || (await desk.tickets.getMessage(ticket.id, messageKeyFor(source)))) return undefined;
  return { ticket, priority };
}

function isUrgentAnew(ticket: Ticket, { from }: InboundMail, declared?: Priority): boolean {
  if (declared === undefined || declared > 2 || !isRequester(ticket, from?.address)) return false;
  return ticket.state === 'closed' || declared < ticket.priority;
}
