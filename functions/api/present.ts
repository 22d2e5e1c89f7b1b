import type { Message } from '../../shared/ticket/message.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';

/** How tickets and messages look outside: `docs/api.md`. No storage keys, versions, claims or signed bytes. */

/** A ticket as in a list. Instants are ISO in UTC; what is not there is null. */
export function presentTicket(ticket: Ticket) {
  const { id, state, priority, channel, subject, requester, customer, terms, clock, firstResponse } = ticket;
  return {
    id,
    state,
    priority,
    channel,
    subject,
    requester: { ...requester, name: requester.name ?? null },
    customer: customer ?? null,
    plan: terms.plan,
    openedAt: clock.start,
    respondBy: clock.deadline,
    firstResponse: firstResponse ?? null,
    cancelled: ticket.cancelled ?? null,
    /** The highest level reached so far. */
    escalation: ticket.escalations.at(-1)?.level ?? null,
  };
}

/** A ticket with its clock and its whole story. */
export function presentStory(ticket: Ticket, messages: Message[]) {
  const { start, deadline, targetSeconds, calendar, timeZone, why, openings, levels } = ticket.clock;
  return {
    ...presentTicket(ticket),
    language: ticket.language,
    clock: { start, respondBy: deadline, targetSeconds, calendar, timeZone, why, openings, levels },
    escalations: ticket.escalations.map(({ level, due, at }) => ({ level, due, at })),
    messages: messages.map(presentMessage),
    trail: trail(ticket, messages),
  };
}

/** A message as plain text: its HTML is as the sender wrote it and safe for nobody to show. */
export function presentMessage(message: Message) {
  const { key, at, author, by, name, kind, subject, text, attachments, warnings } = message;
  return {
    id: key,
    at,
    author,
    by,
    name: name ?? null,
    kind,
    subject: subject ?? null,
    text,
    attachments: attachments.map(({ filename, contentType, size, inline }) => ({
      filename,
      contentType,
      size,
      inline,
    })),
    warnings,
  };
}

/** Who did what, in order of time: the changes of the ticket and the messages. A change stands before its message. */
function trail(ticket: Ticket, messages: Message[]) {
  const changes = ticket.audit.map(({ at, by, action, detail }) => ({ at, by, action, detail: detail ?? null }));
  const written = messages.map((message) => ({
    at: message.at,
    by: `${message.author}:${message.by}`,
    action: message.kind === 'note' ? 'note' : 'message',
    detail: message.key,
  }));
  return [...changes, ...written].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
