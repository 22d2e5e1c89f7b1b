import { because } from '../refusals.ts';
import { audited } from '../ticket/clock.ts';
import type { Message } from '../ticket/message.ts';
import { asFiled, type FromOutside, filedFrom, outsideMeant, withoutOutside } from '../ticket/outside.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { openFrom } from './open-from.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { getTicket, update } from './steps/update.ts';

/** Which of what came from outside: one message by its key, all of one writer's, or, with neither, all there is: refused where only one writer's is meant. */
export type WhichOutside = { message?: string | undefined; address?: string | undefined; isOneWriters?: boolean };

/**
 * An agent has seen what came from outside and nothing is to come of it: it stays on the ticket as a message. Throws a 404 for an unknown ticket and a 422 where nothing of the kind is.
 */
export async function dismissOutside(desk: Desk, change: ByAgent & WhichOutside): Promise<Ticket> {
  const { ticketId, agent, at, ...which } = change;
  return update(desk, await getTicket(desk, ticketId), (ticket) => {
    const gone = meant(ticket, { ...which, until: at });
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
  const ticket = await getTicket(desk, ticketId);
  return fileEach(desk, ticket, meant(ticket, { ...which, until: at }), { by: `agent:${agent.id}`, at });
}

/** Makes a ticket of its own of each of these, as `fileOutside` does. `by`: `agent:<id>` or `desk`; `at`: ISO, UTC. */
export async function fileEach(
  desk: Desk,
  ticket: Ticket,
  entries: readonly FromOutside[],
  { by, at }: { by: string; at: string },
): Promise<{ ticket: Ticket; filed: Ticket[] }> {
  let current = ticket;
  const filed: Ticket[] = [];
  for (const entry of entries) {
    const { ticket: made } = await openFrom(desk, current, await messageOf(desk, current, entry), by);
    filed.push(made);
    current = await update(desk, current, (now) => asFiled(now, { message: entry.message, as: made.id, by, at }));
  }
  return { ticket: current, filed };
}

/** Opens a ticket that was filed or split off so once more: it is there, and what the first attempt did not get to is done. */
export async function fileOutsideAgain(desk: Desk, { source, audit: [first] }: Ticket): Promise<boolean> {
  const place = filedFrom(source);
  const ticket = place && (await desk.tickets.get(place.ticketId));
  const message = ticket && (await desk.tickets.getMessage(ticket.id, place.key));
  if (!message) return false;
  await openFrom(desk, ticket, message, first?.by ?? 'desk');
  return true;
}

/** Whether a ticket was made of a message of another one. */
export function isFiledOutside({ source }: Pick<Ticket, 'source'>): boolean {
  return filedFrom(source) !== undefined;
}

function meant(ticket: Ticket, which: WhichOutside & { until: string }): FromOutside[] {
  const found = outsideMeant(ticket, which);
  const writers = [...new Set(found.map(({ address }) => address))];
  if (which.isOneWriters && writers.length > 1) {
    throw refusal('address', because('outsideWhose', { writers: writers.join(', ') }));
  }
  if (found.length > 0) return found;
  const { outside = [] } = ticket;
  const there = outside.map(({ address, message }) => `${message} of ${address}`).join(', ');
  const field = which.address === undefined ? 'message' : 'address';
  throw refusal(field, there === '' ? because('outsideNone') : because('outsideOther', { there }));
}

async function messageOf(desk: Desk, ticket: Ticket, { message: key }: FromOutside): Promise<Message> {
  const message = await desk.tickets.getMessage(ticket.id, key);
  if (!message) throw new Error(`the message ${key} of ${ticket.id} is from outside, and gone`);
  return message;
}
