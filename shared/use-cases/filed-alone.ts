import { ticketIdFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import { isSurplus, sourceOfFiled } from '../ticket/outside.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { fileEach } from './settle-outside.ts';
import { passOn } from './steps/relay.ts';

/** Whether a message is a ticket of its own by now: it was split off, or filed from outside. */
export async function isFiledAlone({ tickets }: Pick<Desk, 'tickets'>, message: Message): Promise<boolean> {
  const source = sourceOfFiled(message);
  return (await tickets.get(ticketIdFor(source)))?.source === source;
}

/**
 * Whether a message that stands from outside on its ticket was to open one of its own: there are as many as the list takes, or that is closed
 * (docs/promise.md section 5), and was while the message came in. `before`: the ticket as the message was brought to it. What the desk has elsewhere, and what only an envelope brings to a closed
 * ticket, asks for nothing.
 */
export async function isToFileAlone(
  { tickets }: Pick<Desk, 'tickets'>,
  ticket: Ticket,
  { key, ticketId, messageId, byEnvelope }: Message,
  before: Ticket,
): Promise<boolean> {
  const { state, mergedInto, outside = [] } = ticket;
  if (isSurplus(ticket, key)) return true;
  if (state !== 'closed' || mergedInto !== undefined || !outside.some(({ message }) => message === key)) return false;
  if (before.state !== 'closed') return true;
  if (byEnvelope) return false;
  const had = messageId === undefined ? [] : await tickets.findByMailId(messageId);
  return !had.some((each) => each.messageKey === key && each.ticketId !== ticketId);
}

/** Makes it a ticket of its own, in whose opening the team hears of it; gives the message, of which they are told nothing more here. `at`: ISO, UTC. */
export async function fileAlone(
  desk: Desk,
  ticket: Ticket,
  message: { stored: Message; existed: boolean },
  at: string,
): Promise<Message> {
  const entries = (ticket.outside ?? []).filter((each) => each.message === message.stored.key);
  await fileEach(desk, ticket, entries, { by: 'desk', at });
  return passOn(desk, message, async () => []);
}
