import { ticketIdFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import type { AuditEntry, Ticket } from '../ticket/ticket.ts';
import { summaryOf } from './summary.ts';
import { tellingOf } from './tellings.ts';
import type { Change, MessageChange } from './ticket-change.ts';
import type { TicketEvent } from './ticket-event.ts';

/**
 * What a write of the table is told as, in order. Ids are of the ticket and the version that was written, or of the message, so that the same write
 * again gives the same events. A write that left no line in the trail is told to nobody, nor is anything of `desk smoke`.
 */
export function eventsOf(change: Change): TicketEvent[] {
  if (change.kind === 'message') return repliesOf(change);
  if (change.kind === 'rewrite') return [];
  const { before, after } = change;
  if (after.version === before?.version) return [];
  return eventsOfVersion(after, after.audit, after.version);
}

/** Mails that may fail beside each other; of all else a write says one thing once, of each level that it passes. */
const SEVERAL = 'undelivered';

/** What these lines say of the write that made a version, which may be among others. `ticket` is as it is now, and shown as of that version. */
export function eventsOfVersion(ticket: Ticket, lines: readonly AuditEntry[], version: number): TicketEvent[] {
  if (ticket.smoke) return [];
  const said = lines.flatMap((line) => {
    const telling = line.version === version ? tellingOf(line, ticket) : undefined;
    return telling ? [{ ...telling, at: line.at, by: actorOf(line.by) }] : [];
  });
  const told = said.filter(({ type }, n) => type === SEVERAL || isFirst(said, n));
  const summary = { ...summaryOf(ticket), version };
  return told.map((each, n) => ({ schema: 1, id: `${ticket.id}.${version}.${n}`, ...each, ticket: summary }));
}

function isFirst(said: readonly Pick<TicketEvent, 'type' | 'data'>[], n: number): boolean {
  return said.findIndex(({ type, data }) => type === said[n]?.type && data.level === said[n]?.data.level) === n;
}

function repliesOf({ ticket, message }: MessageChange): TicketEvent[] {
  const { author, kind, key, at, returned, fromOutside } = message;
  const isCustomers = author === 'customer' && kind === 'public' && returned === undefined;
  if (!isCustomers || isRequest(ticket, message)) return [];
  const data = { message: key, ...(fromOutside && { outside: true }) };
  return [{ schema: 1, id: `${ticket}.${key}`, type: 'replied', at, by: 'customer', ticket: { id: ticket }, data }];
}

/** Ids that are tried for a ticket (`open-ticket.ts`): that even two are taken has not been seen. */
const ATTEMPTS = 4;

/** Whether a message is what opened its ticket, whose number was derived from it. */
function isRequest(ticket: string, { source }: Pick<Message, 'source'>): boolean {
  return Array.from({ length: ATTEMPTS }, (_, attempt) => ticketIdFor(source, attempt)).includes(ticket);
}

/** Who did it, without the address of a customer. */
function actorOf(by: string): string {
  return by.startsWith('customer:') ? 'customer' : by;
}
