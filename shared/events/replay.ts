import { isErased } from '../ticket/erased.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { AuditEntry, Ticket } from '../ticket/ticket.ts';
import { eventsOf, eventsOfVersion } from './events-of.ts';
import type { TicketEvent } from './ticket-event.ts';

/** All that is stored of what happened to a ticket: the lines that have left it, oldest first, and its messages in order of time. */
export type Story = { ticket: Ticket; older: readonly AuditEntry[]; messages: readonly Message[] };

/**
 * The events of a ticket once more, from its trail and its messages, with the ids that they had: whoever has them knows them again. They show the
 * ticket as it is now, and say so. Of each kind in order, replies where their time puts them.
 */
export function replayed({ ticket, older, messages }: Story): TicketEvent[] {
  const lines = [...older, ...ticket.audit];
  const versions = [...new Set(lines.flatMap(({ version }) => version ?? []))].toSorted((a, b) => a - b);
  const changes = versions.flatMap((version) => eventsOfVersion(ticket, lines, version));
  const replies = ticket.smoke ? [] : messages.filter((message, place) => !isRequest(ticket, message, place));
  const all = merged(
    changes,
    replies.flatMap((message) => eventsOf({ kind: 'message', ticket: ticket.id, message })),
  );
  return all.map((event) => ({ ...event, replayed: true }));
}

/** Of an erased ticket the source is another, and the request the first that there is. */
function isRequest(ticket: Ticket, { key }: Message, place: number): boolean {
  return key === messageKeyFor(ticket.source) || (isErased(ticket) && place === 0);
}

function merged(changes: readonly TicketEvent[], replies: readonly TicketEvent[]): TicketEvent[] {
  const left = [...replies];
  const inOrder = changes.flatMap((change) => {
    const count = left.findIndex(({ at }) => at > change.at);
    return [...left.splice(0, count < 0 ? left.length : count), change];
  });
  return [...inOrder, ...left];
}
