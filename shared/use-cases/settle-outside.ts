import { toAddress } from '../address.ts';
import { audited } from '../ticket/clock.ts';
import { withoutNumbers } from '../ticket/identity.ts';
import { LINK } from '../ticket/links.ts';
import type { Message } from '../ticket/message.ts';
import { type FromOutside, filedFrom, outsideMeant, sourceOfFiled, withoutOutside } from '../ticket/outside.ts';
import type { Desk } from '../ticket/ports.ts';
import { removedBeside } from '../ticket/removed-beside.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { linkBack } from './link-back.ts';
import { openTicket } from './open-ticket.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { hideInCopies } from './steps/hide-in-copies.ts';
import { keptContent } from './steps/kept-content.ts';
import { getTicket, update } from './steps/update.ts';

/** Which of what came from outside: one message by its key, all of one writer's, or, with neither, all there is. */
export type WhichOutside = { message?: string | undefined; address?: string | undefined };

/**
 * An agent has seen what came from outside and nothing is to come of it: it stays on the ticket as a message. Throws a 404 for an unknown ticket and a 422 where nothing of the kind is.
 */
export async function dismissOutside(desk: Desk, change: ByAgent & WhichOutside): Promise<Ticket> {
  const { ticketId, agent, at, ...which } = change;
  return update(desk, await getTicket(desk, ticketId), (ticket) => {
    const gone = meant(ticket, which);
    const detail = gone.map(({ address, message }) => `${address} ${message}`).join(', ');
    return audited(withoutOutside(ticket, gone), { at, by: `agent:${agent.id}`, action: 'outside dismissed', detail });
  });
}

/**
 * An agent makes a ticket of its own of what came from outside, linked to the one where it was; a message each. Its clock runs from the
 * message's arrival, its writer alone reads it, and it shows nothing of the other (docs/promise.md section 5). Filing twice finds the
 * ticket. Throws a 404 for an unknown ticket, a 422 where nothing of the kind is, and what a port throws.
 */
export async function fileOutside(
  desk: Desk,
  change: ByAgent & WhichOutside,
): Promise<{ ticket: Ticket; filed: Ticket[] }> {
  const { ticketId, agent, at, ...which } = change;
  let ticket = await getTicket(desk, ticketId);
  const filed: Ticket[] = [];
  for (const entry of meant(ticket, which)) {
    const made = await openFrom(desk, ticket, await messageOf(desk, ticket, entry), `agent:${agent.id}`);
    filed.push(made);
    ticket = await update(desk, ticket, (current) => {
      if (!current.outside?.some(({ message }) => message === entry.message)) return current;
      const line = { at, by: `agent:${agent.id}`, action: 'outside filed', detail: `${entry.message} as ${made.id}` };
      return audited(withoutOutside(current, [entry]), line);
    });
  }
  return { ticket, filed };
}

/** Opens a ticket that was filed so once more: it is there, and what the first attempt did not get to is done. */
export async function fileOutsideAgain(desk: Desk, { source, audit: [first] }: Ticket): Promise<boolean> {
  const place = filedFrom(source);
  const ticket = place && (await desk.tickets.get(place.ticketId));
  const message = ticket && (await desk.tickets.getMessage(ticket.id, place.key));
  if (!message) return false;
  await openFrom(desk, ticket, message, first?.by ?? 'desk');
  return true;
}

/** Whether a ticket was filed from what came from outside to another one. */
export function isFiledOutside({ source }: Pick<Ticket, 'source'>): boolean {
  return filedFrom(source) !== undefined;
}

function meant(ticket: Ticket, which: WhichOutside): FromOutside[] {
  const found = outsideMeant(ticket, which);
  if (found.length > 0) return found;
  const { outside = [] } = ticket;
  const there = outside.map(({ address, message }) => `${message} of ${address}`).join(', ');
  const field = which.address === undefined ? 'message' : 'address';
  throw refusal(
    field,
    there === '' ? 'nothing on this ticket is from outside' : `there is none such; there is ${there}`,
  );
}

async function messageOf(desk: Desk, ticket: Ticket, { message: key }: FromOutside): Promise<Message> {
  const message = await desk.tickets.getMessage(ticket.id, key);
  if (!message) throw new Error(`the message ${key} of ${ticket.id} is from outside, and gone`);
  return message;
}

async function openFrom(desk: Desk, other: Ticket, message: Message, by: string): Promise<Ticket> {
  const { text, html, files } = await keptContent(desk, message);
  const { ticket } = await openTicket(desk, {
    source: sourceOfFiled({ ticketId: other.id, key: message.key }),
    channel: other.channel === 'phone' ? 'agent' : other.channel,
    receivedAt: message.at,
    requester: { address: message.by, verified: message.verified, ...(message.name && { name: message.name }) },
    removedReaders: removedBeside([other], message.by),
    subject: withoutNumbers(message.subject ?? other.subject),
    text,
    replyText: message.replyText,
    html,
    attachments: files.map(({ cid, ...file }) => ({ ...file, ...(cid && { cid }) })),
    priority: message.declares,
    language: other.language,
    messageId: message.messageId,
    raw: message.raw,
    older: { ticket: other.id, kind: LINK.follows },
    // Whoever wrote without an address can be told nothing.
    silent: toAddress(message.by) === undefined,
    warnings: message.warnings,
    by,
  });
  // What of it was hidden before is hidden here in what comes later, too.
  const hidden = (other.redactions ?? []).filter((redaction) => redaction.message === message.key);
  for (const redaction of hidden) await hideInCopies(desk, message, redaction);
  await linkBack(desk, ticket);
  return ticket;
}
