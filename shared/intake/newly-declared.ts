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
  const tags = fresh.length > 0 ? without(fresh, await subjectAnswered(desk, mail.inReplyTo)) : [];
  const chosen = mail.chosen === ticket.priority ? undefined : mail.chosen;
  return PRIORITIES.find((each) => each === written || each === chosen || tags.includes(each));
}

function without(tags: readonly Priority[], subject: string): Priority[] {
  const known = priorityTags(subject);
  return tags.filter((tag) => !known.includes(tag));
}

/** The subject of the mail with this Message-ID, as far as a message of ours has it; our own mails have the ticket's. */
async function subjectAnswered({ tickets }: Look, mailId: string | undefined): Promise<string> {
  if (mailId === undefined) return '';
  for (const { ticketId, messageKey } of await tickets.findByMailId(mailId)) {
    const message = messageKey && (await tickets.getMessage(ticketId, messageKey));
    if (message) return message.subject ?? '';
  }
  return '';
}
