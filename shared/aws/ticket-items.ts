import { cardOf } from '../ticket/card.ts';
import { messageDueAt } from '../ticket/delivery.ts';
import { dueAt, urgencyOf } from '../ticket/due.ts';
import type { Message } from '../ticket/message.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { sizeOfItem } from './item-size.ts';
import { cameKey, dueShard, FLOOD_SHARD, floodDueKey, listKeys, mailIdKey, messageKey, ticketKey } from './keys.ts';
import type { Item } from './table.ts';

/**
 * In bytes as DynamoDB counts them. What is too long is cut or refused by the rule that makes it, so these are reached by a bug
 * alone; without them a ticket would grow unseen to DynamoDB's own 400 kB, and each of its writes with it.
 */
const MOST = { ticket: 64 * 1024, message: 96 * 1024 };

/** A ticket as it is stored: itself, its key, and what the indexes are made of. Throws `ItemTooLarge`. */
export function ticketItem(ticket: Ticket): Item {
  const item = {
    ...ticket,
    ...ticketKey(ticket.id),
    ...listKeys(ticket),
    card: cardOf(ticket),
    ...(ticket.acknowledgedAs && { mailId: mailIdKey(ticket.acknowledgedAs) }),
    ...dueKeys(ticket),
  };
  return requireSize(`ticket ${ticket.id}`, item, MOST.ticket);
}

/** Where a ticket that owes something stands in the due index: one of a flood apart, so that neither keeps the other waiting. */
function dueKeys(ticket: Ticket) {
  const at = dueAt(ticket);
  if (at === undefined) return {};
  if (ticket.flood) return { dueShard: FLOOD_SHARD, dueKey: floodDueKey(at, urgencyOf(ticket)) };
  return { dueShard: dueShard(ticket.id), dueKey: at };
}

/** A message as it is stored. Throws `ItemTooLarge`. */
export function messageItem(message: Message): Item {
  const { ticketId, key, messageId, sentAs } = message;
  // An answer is found by what it went out as, once it has.
  const mailId = sentAs ?? messageId;
  const at = messageDueAt(message);
  const item = {
    ...message,
    ...messageKey(ticketId, key),
    ...(mailId && { mailId: mailIdKey(mailId) }),
    ...(at && { dueShard: dueShard(ticketId), dueKey: at }),
  };
  return requireSize(`message ${key} of ticket ${ticketId}`, item, MOST.message);
}

/**
 * Where an agent's answer is still found by the mail that it came as: who had that mail answers it, and it may be on another ticket, too. Undefined
 * for all else, most answers among them: they came to the desk alone.
 */
export function cameItem({ ticketId, key, isIdShared, messageId }: Message): Item | undefined {
  if (!isIdShared || messageId === undefined) return undefined;
  return { ...cameKey(ticketId, key), mailId: mailIdKey(messageId) };
}

/** A record has become larger than any is meant to be: a bug of ours, in a rule that bounds none of its texts or lists. */
class ItemTooLarge extends Error {
  constructor(what: string, item: Item, most: number) {
    const sizes = Object.entries(item).map(([name, value]) => ({ name, size: sizeOfItem({ [name]: value }) }));
    const [largest] = sizes.sort((a, b) => b.size - a.size);
    const where = `the largest part is "${largest?.name}" with ${largest?.size}; bound it where it is made`;
    super(`${what} would have ${sizeOfItem(item)} bytes, and may have ${most}: ${where}`);
    this.name = 'ItemTooLarge';
  }
}

function requireSize(what: string, item: Item, most: number): Item {
  if (sizeOfItem(item) > most) throw new ItemTooLarge(what, item, most);
  return item;
}
