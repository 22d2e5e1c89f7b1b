import { audited } from '../../../shared/ticket/clock.ts';
import { closed } from '../../../shared/ticket/closed.ts';
import { ERASED } from '../../../shared/ticket/erased.ts';
import type { Message } from '../../../shared/ticket/message.ts';
import type { AuditEntry, Ticket } from '../../../shared/ticket/ticket.ts';
import type { TrailBatch } from '../../../shared/ticket/trail.ts';

/**
 * What stays of a ticket whose requester is erased: its figures and its clock. A list of what stays, and not of what goes: what a later version of the
 * desk adds goes until somebody says that it is nobody's.
 */
export const OF_TICKET = [
  'id',
  'source',
  'channel',
  'door',
  'state',
  'priority',
  'declared',
  'loweredAt',
  'customer',
  'terms',
  'agreedPlan',
  'language',
  'clock',
  'passed',
  'timer',
  'watch',
  'flood',
  'smoke',
  'firstResponse',
  'goesOn',
  'answering',
  'cancelled',
  'disputed',
  'satisfaction',
  'correctedAt',
  'escalations',
  'reached',
  'lastPublic',
  'lastHeard',
  'closedAt',
  'byLink',
  'mergedInto',
  'links',
  'assignee',
  'auditMoved',
  'createdAt',
  'version',
] as const satisfies readonly (keyof Ticket)[];

/** What stays of a message: that there was one, when, of which side, and what became of it. */
export const OF_MESSAGE = [
  'ticketId',
  'key',
  'source',
  'author',
  'verified',
  'kind',
  'at',
  'left',
  'declares',
  'asks',
  'askedUntil',
  'heardAt',
  'givenByPhone',
  'resent',
  'delivered',
  'returned',
  'fromOutside',
  'byEnvelope',
  'byAncestor',
  'byHolder',
  'atAddress',
  'unanswerable',
  'isElsewhere',
  'held',
] as const satisfies readonly (keyof Message)[];

/**
 * A ticket without its requester, closed if it was not: nobody is there any more to be answered, so one that waits counts as withdrawn. Its links to
 * the online desk are void. `at`: when (ISO, UTC). `isCustomers`: its customer is erased, too, and not the address alone. `said`: what takes a
 * person out of a text of an id.
 */
export function erasedTicket(
  ticket: Ticket,
  { at, isCustomers, said }: { at: string; isCustomers: boolean; said: (text: string) => string },
): Ticket {
  const ended = ticket.state === 'closed' ? ticket : closed(ticket, { at, cancelled: 'withdrawn' });
  const { customer, ...stays } = pick(ended, OF_TICKET);
  const erased: Ticket = {
    ...stays,
    source: said(ticket.source),
    ...(customer && { customer: isCustomers ? { id: ERASED, name: ERASED } : customer }),
    subject: ERASED,
    requester: { address: ERASED, verified: false },
    participants: [],
    linksFrom: `${at.slice(0, 19)}.000Z`,
    silent: true,
    opening: { state: 'done' },
    tags: [],
    sent: [],
    audit: ticket.audit.map(erasedLine),
  };
  return audited(erased, { at, by: 'admin', action: ERASED });
}

/** A message without what it said, and who said it to whom; the agent stays who wrote it. */
export function erasedMessage(message: Message, said: (text: string) => string): Message {
  const { author, by, notSent, undelivered, relay, undone } = message;
  return {
    ...pick(message, OF_MESSAGE),
    source: said(message.source),
    by: author === 'agent' ? by : ERASED,
    text: ERASED,
    attachments: [],
    warnings: [],
    ...(notSent && { notSent: { ...notSent, reason: ERASED } }),
    ...(undelivered !== undefined && { undelivered: ERASED }),
    ...(relay && { relay: { state: 'done' } }),
    ...(undone && { undone: { why: undone.why, ...(undone.isMute && { isMute: true }) } }),
  };
}

/** Whether a message has nothing of anybody any more. */
export function isErasedMessage({ text, raw, subject, attachments, author, by }: Message): boolean {
  const isNobodys = author === 'agent' || by === ERASED;
  return isNobodys && text === ERASED && raw === undefined && subject === undefined && attachments.length === 0;
}

/** Lines of the trail without what they say of anybody. */
export function erasedTrail(batch: TrailBatch): TrailBatch {
  return { ...batch, entries: batch.entries.map(erasedLine) };
}

function erasedLine({ at, by, action, version }: AuditEntry): AuditEntry {
  return {
    at,
    by: by.startsWith('customer:') ? `customer:${ERASED}` : by,
    action,
    ...(version !== undefined && { version }),
  };
}

function pick<T extends object, K extends keyof T>(record: T, names: readonly K[]): Pick<T, K> {
  const kept = names.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]]));
  return Object.fromEntries(kept) as Pick<T, K>;
}
