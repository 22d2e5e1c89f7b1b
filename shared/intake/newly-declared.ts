import type { InboundMail } from '../mail/inbound.ts';
import { priorityLine } from '../mail/priority-line.ts';
import { priorityTags } from '../mail/priority-tag.ts';
import { PRIORITIES, type Priority } from '../sla/terms.ts';
import { readerOf } from '../ticket/going-on-for.ts';
import { isRequester } from '../ticket/participants.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { MailPlace } from '../ticket/ticket-store.ts';
import type { Look } from './look.ts';

/** What a mail, or a message by link, says; `chosen`: by a field of the page. */
export type Said = Pick<InboundMail, 'subject' | 'replyText' | 'inReplyTo'> &
  Partial<Pick<InboundMail, 'from'>> & { chosen?: Priority | undefined };

/**
 * The priority that a mail about a ticket newly declares, the highest of several: in the text that its writer wrote, on the page, or by a tag that
 * neither the ticket's subject, nor that of a duplicate that its writer goes on with, nor the mail it answers has (docs/promise.md section 5).
 */
export async function newlyDeclared(desk: Look, ticket: Ticket, mail: Said): Promise<Priority | undefined> {
  const written = priorityLine(mail.replyText);
  const fresh = without(priorityTags(mail.subject), ticket.subject);
  const known = fresh.length > 0 ? await tagsKnown(desk, ticket, mail) : [];
  const tags = fresh.filter((tag) => !known.includes(tag));
  const chosen = mail.chosen === ticket.priority ? undefined : mail.chosen;
  return PRIORITIES.find((each) => each === written || each === chosen || tags.includes(each));
}

function without(tags: readonly Priority[], subject: string): Priority[] {
  const known = priorityTags(subject);
  return tags.filter((tag) => !known.includes(tag));
}

/** The tags of what a mail answers, on this ticket or on one of its duplicates, and of the subject of a duplicate that it goes on with. */
async function tagsKnown(desk: Look, ticket: Ticket, mail: Said): Promise<Priority[]> {
  const places = mail.inReplyTo === undefined ? [] : await desk.tickets.findByMailId(mail.inReplyTo);
  const read = readerOf(desk.tickets, new Set());
  const duplicates = await Promise.all((ticket.duplicates ?? []).map((each) => read(each.ticket)));
  const answered = await Promise.all([ticket, ...duplicates].map((each) => tagsAnswered(desk, each, places)));
  const subjects = duplicates
    .filter((each) => each && goesOnWith(each, mail, places))
    .map((each) => each?.subject ?? '');
  return [...answered.flat(), ...subjects.flatMap(priorityTags)];
}

/** Whether a mail goes on with a duplicate: who asked that wrote it, or it answers a mail of that, or has its subject. */
function goesOnWith(duplicate: Ticket, { from, subject }: Said, places: readonly MailPlace[]): boolean {
  if (isRequester(duplicate, from?.address)) return true;
  if (places.some(({ ticketId }) => ticketId === duplicate.id)) return true;
  return duplicate.subject !== '' && subject.includes(duplicate.subject);
}

/**
 * The tags of the mail of this ticket that is at one of these places; our own mails have the subject of the ticket. What others write under an
 * id that they have read, elsewhere or here, says nothing of what its readers declare.
 */
async function tagsAnswered(
  { tickets }: Look,
  ticket: Ticket | undefined,
  places: readonly MailPlace[],
): Promise<Priority[]> {
  const keys = places.flatMap(({ ticketId, messageKey }) =>
    ticketId === ticket?.id && messageKey ? [messageKey] : [],
  );
  const messages = await Promise.all(keys.map((key) => tickets.getMessage(ticket?.id ?? '', key)));
  return messages.flatMap((message) => (message && !message.fromOutside ? priorityTags(message.subject ?? '') : []));
}
