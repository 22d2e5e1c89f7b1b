import { INDEX } from '../names.ts';
import type { Overdue } from '../ticket/ticket-store.ts';
import { DUE_SHARDS, FLOOD_SHARD, MESSAGE, TICKET } from './keys.ts';
import { type Item, queryAll, type Table } from './table.ts';

/**
 * What was due before `instant` (ISO, UTC), the earliest first, at most `limit`. Keys alone: whoever mends a ticket or a
 * message reads it itself, and one that cannot be read hides no other.
 */
export async function readOverdue(table: Table, instant: string, limit: number): Promise<Overdue[]> {
  const shards = await Promise.all(DUE_SHARDS.map((shard) => queryShard(table, { shard, instant, limit })));
  return firstDue(shards.flat(), limit);
}

/**
 * Tickets of floods that were due before `instant`, the most urgent first, at most `limit`. All their keys are read, since the most urgent may
 * have fallen due last: ten thousand are a megabyte.
 */
export async function readOverdueOfFloods(table: Table, instant: string, limit: number): Promise<Overdue[]> {
  return mostUrgent(await queryShard(table, { shard: FLOOD_SHARD, instant }), limit);
}

/** Of entries of the due index, those that fell due first. */
export function firstDue(items: readonly Item[], limit: number): Overdue[] {
  return items
    .toSorted((a, b) => compare(String(a.dueKey), String(b.dueKey)))
    .slice(0, limit)
    .map(overdueOf);
}

/** Of entries of floods, the most urgent. */
export function mostUrgent(items: readonly Item[], limit: number): Overdue[] {
  return items
    .map((item) => ({ ...overdueOf(item), urgency: urgencyIn(item) }))
    .sort((a, b) => compare(a.urgency, b.urgency))
    .slice(0, limit);
}

function queryShard(
  table: Table,
  { shard, instant, limit }: { shard: string; instant: string; limit?: number },
): Promise<Item[]> {
  const query = {
    IndexName: INDEX.byDue.name,
    KeyConditionExpression: 'dueShard = :shard AND dueKey < :instant',
    ExpressionAttributeValues: { ':shard': shard, ':instant': instant },
    ...(limit !== undefined && { Limit: limit }),
  };
  return queryAll(table, query, limit);
}

function overdueOf({ pk, sk }: Item): Overdue {
  return {
    ticketId: String(pk).slice(TICKET.length),
    ...(String(sk).startsWith(MESSAGE) && { messageKey: String(sk).slice(MESSAGE.length) }),
  };
}

/** Of an entry that names none, when it is due. */
function urgencyIn({ dueKey }: Item): string {
  const [at = '', urgency = at] = String(dueKey).split('#');
  return urgency;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
