import { escalation as escalationMail } from '../mail/templates/escalation.ts';
import { startedAt } from '../ticket/clock.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Escalation, Ticket } from '../ticket/ticket.ts';
import { type Posted, post, type Recipient, ticketLink } from './post.ts';
import { whoReads } from './who-reads.ts';
import { wordsOf } from './words-of.ts';
import { askerOf, writerOfMessage } from './writer-of-message.ts';

/** Tells a contact of an escalation level how things stand, with the thread so far. */
export function tellEscalation(
  desk: Desk,
  ticket: Ticket,
  escalation: Escalation,
  messages: Message[],
  contact: Recipient,
): Promise<Posted> {
  const { deskName, defaults } = desk.settings;
  const content = escalationMail({
    language: defaults.language,
    deskName,
    level: escalation.level,
    ticketId: ticket.id,
    subject: ticket.subject,
    priority: ticket.priority,
    plan: ticket.terms.plan,
    requester: askerOf(ticket),
    ...(ticket.customer && { customer: ticket.customer.name }),
    startedAt: startedAt(ticket.clock),
    // Of the clock that reached the level: it may have been changed since.
    deadline: escalation.deadline ?? ticket.clock.deadline,
    now: desk.now().toISOString(),
    timeZone: defaults.timeZone,
    messages: messages.map((each) => ({
      author: each.author === 'agent' ? { name: each.name ?? each.by } : writerOfMessage(each, ticket),
      at: each.at,
      text: wordsOf(desk.settings, each),
      isNote: each.kind === 'note',
    })),
    ...whoReads(ticket),
    link: ticketLink(desk.settings, ticket),
  });
  return post(desk, ticket, contact, { purpose: 'escalation', content, timer: escalation.timer });
}
