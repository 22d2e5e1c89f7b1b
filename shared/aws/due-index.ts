import { INDEX } from '../names.ts';
import type { Overdue } from '../ticket/ticket-store.ts';
import { DUE_SHARDS, MESSAGE, TICKET } from './keys.ts';
import { queryAll, type Table } from './table.ts';

/**
 * What was due before `instant` (ISO, UTC), the earliest first, at most `limit`. Keys alone: whoever mends a ticket or a
 * message reads it itself, and one that cannot be read hides no other.
 */
export async function readOverdue(table: Table, instant: string, limit: number): Promise<Overdue[]> {
  const shards = await Promise.all(
    DUE_SHARDS.map((shard) =>
      queryAll(
        table,
        {
          IndexName: INDEX.byDue.name,
          KeyConditionExpression: 'dueShard = :shard AND dueKey < :instant',
          ExpressionAttributeValues: { ':shard': shard, ':instant': instant },
          Limit: limit,
        },
        limit,
      ),
    ),
  );
  const due = shards.flat().sort((a, b) => (String(a.dueKey) < String(b.dueKey) ? -1 : 1));
  return due.slice(0, limit).map(({ pk, sk }) => ({
    ticketId: String(pk).slice(TICKET.length),
    ...(String(sk).startsWith(MESSAGE) && { messageKey: String(sk).slice(MESSAGE.length) }),
  }));
}
