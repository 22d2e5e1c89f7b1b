import { PublicError } from '../public-error.ts';
import { because, type Why } from '../refusals.ts';
import { audited } from '../ticket/clock.ts';
import { byHeard } from '../ticket/heard.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import { asFiled } from '../ticket/outside.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { openFrom } from './open-from.ts';
import { type ByAgent, refusal } from './steps/change.ts';
import { getTicket, update } from './steps/update.ts';

/** The ticket, the one that was split off, and whether that was there before. */
type Split = { ticket: Ticket; split: Ticket; duplicate: boolean };

/**
 * An agent splits a customer's message off as a ticket of its own, linked with this one: its clock runs from the message's arrival, its writer is
 * acknowledged and alone reads it (docs/promise.md section 5). The message stays here, and this ticket's own clock is as it was. Again finds the
 * ticket. Throws a 404 for an unknown ticket or message, a 422 for one that cannot be split off, and what a port throws.
 */
export async function splitMessage(
  desk: Desk,
  { ticketId, agent, at, messageKey }: ByAgent & { messageKey: string },
): Promise<Split> {
  const ticket = await getTicket(desk, ticketId);
  const message = await desk.tickets.getMessage(ticketId, messageKey);
  if (!message) throw new PublicError(404, `Ticket ${ticketId} has no message ${messageKey}.`);
  const why = whyNotSplit(ticket, message);
  if (why !== undefined) throw refusal('message', why);
  const by = `agent:${agent.id}`;
  const { ticket: split, duplicate } = await openFrom(desk, ticket, message, by);
  const line = { at, by, action: 'split off', detail: `${message.key} as ${split.id}` };
  const left = await update(desk, await getTicket(desk, ticketId), (current) => {
    const filed = asFiled(current, { message: message.key, as: split.id, by, at });
    return filed === current ? audited(current, line, { once: true }) : filed;
  });
  return { ticket: left, split, duplicate };
}

/**
 * Splits off what the customers wrote since the last answer that was there when the agent wrote at `at` (ISO, UTC), if it is one message: by mail
 * nobody can say which one is meant.
 */
export async function splitNewest(desk: Desk, by: ByAgent): Promise<Split> {
  const ticket = await getTicket(desk, by.ticketId);
  const before = (await desk.tickets.messages(ticket.id)).messages.filter(
    ({ kind, at }) => kind === 'public' && at < by.at,
  );
  before.sort(byHeard);
  const since = before.slice(before.findLastIndex(({ author }) => author === 'agent') + 1);
  const [message, ...others] = since.filter((each) => whyNotSplit(ticket, each) === undefined);
  if (!message)
    throw refusal('message', 'no customer has written since the last answer: the request itself is this ticket');
  if (others.length > 0) {
    const count = others.length + 1;
    throw refusal(
      'message',
      `customers wrote ${count} messages since the last answer: say which one on the ticket, or by the API`,
    );
  }
  return splitMessage(desk, { ...by, messageKey: message.key });
}

function whyNotSplit(ticket: Ticket, { key, author, kind, returned, redaction }: Message): Why | undefined {
  if (author !== 'customer' || kind !== 'public') return because('splitNoCustomer');
  if (key === messageKeyFor(ticket.source)) return because('splitRequest');
  if (returned !== undefined) return because('splitReport');
  return redaction?.whole ? because('splitHidden') : undefined;
}
