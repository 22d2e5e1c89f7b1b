import type { Message } from '../ticket/message.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Makes the link to the n-th attachment of a message. */
type Link = (message: Message, index: number) => string;

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
export function presentStory(ticket: Ticket, messages: Message[], link: Link) {
  const { start, targetSeconds, calendar, timeZone, why, openings, holidays, warnings, levels } = ticket.clock;
  return {
    ...presentTicket(ticket),
    language: ticket.language,
    participants: ticket.participants.map(({ address, name }) => ({ address, name: name ?? null })),
    assignee: ticket.assignee ?? null,
    clock: {
      start,
      respondBy: ticket.clock.deadline,
      targetSeconds,
      calendar,
      timeZone,
      why,
      openings,
      holidays,
      warnings,
      levels,
    },
    escalations: ticket.escalations.map(({ level, due, at }) => ({ level, due, at })),
    messages: messages.map((message) => presentMessage(message, link)),
    trail: trail(ticket, messages),
  };
}

/** A message. Its HTML was sanitised when the mail came in: nothing in it runs, loads from elsewhere or is hidden. */
export function presentMessage(message: Message, link: Link) {
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
    /** Without quotes and signature, when that is not all of it. */
    replyText: message.replyText ?? null,
    html: message.html ?? null,
    undelivered: message.undelivered ?? null,
    attachments: attachments.map(({ filename, contentType, size, inline }, index) => ({
      filename,
      contentType,
      size,
      inline,
      url: link(message, index),
    })),
    warnings,
  };
}

/** A quarantined mail: what a reader needs to judge it, and nothing of what is in it. */
export function presentQuarantined(entry: QuarantineEntry) {
  const { id, at, state, reason, detail, from, subject, received, releasedBy, releasedAt } = entry;
  return {
    id,
    at,
    state,
    reason,
    detail: detail ?? null,
    from: from ?? null,
    subject,
    recipients: received.recipients,
    releasedBy: releasedBy ?? null,
    releasedAt: releasedAt ?? null,
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
