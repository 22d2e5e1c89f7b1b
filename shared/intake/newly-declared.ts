import type { InboundMail } from '../mail/inbound.ts';
import { priorityLine } from '../mail/priority-line.ts';
import { priorityTags } from '../mail/priority-tag.ts';
import { PRIORITIES, type Priority } from '../sla/terms.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Look } from './look.ts';

/** What a mail, or a message by link, says; `chosen`: by a field of the page. */
export type Said = Pick<InboundMail, 'subject' | 'replyText' | 'inReplyTo'> & { chosen?: Priority | undefined };

/**
 * The priority that a mail about a ticket newly declares, the highest of several: in the text that its writer wrote, on the page, or by a tag that
 * neither the ticket's subject nor the mail it answers has (docs/promise.md section 5).
 */
export async function newlyDeclared(desk: Look, ticket: Ticket, mail: Said): Promise<Priority | undefined> {
  const written = priorityLine(mail.replyText);
  const fresh = without(priorityTags(mail.subject), ticket.subject);
  const known = fresh.length > 0 ? await tagsAnswered(desk, ticket, mail.inReplyTo) : [];
  const tags = fresh.filter((tag) => !known.includes(tag));
  const chosen = mail.chosen === ticket.priority ? undefined : mail.chosen;
  return PRIORITIES.find((each) => each === written || each === chosen || tags.includes(each));
}

function without(tags: readonly Priority[], subject: string): Priority[] {
  const known = priorityTags(subject);
  return tags.filter((tag) => !known.includes(tag));
}

/**
 * The tags of the mail of this ticket with this Message-ID; our own mails have the subject of the ticket. What others write under an id that
 * they have read, elsewhere or here, says nothing of what its readers declare.
 */
async function tagsAnswered({ tickets }: Look, { id }: Ticket, mailId: string | undefined): Promise<Priority[]> {
  const places = mailId === undefined ? [] : await tickets.findByMailId(mailId);
  const keys = places.flatMap(({ ticketId, messageKey }) => (ticketId === id && messageKey ? [messageKey] : []));
  const messages = await Promise.all(keys.map((key) => tickets.getMessage(id, key)));
  return messages.flatMap((message) => (message && !message.fromOutside ? priorityTags(message.subject ?? '') : []));
}
