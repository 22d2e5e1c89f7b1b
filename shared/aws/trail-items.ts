import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Log } from '../ticket/ports.ts';
import { auditSchema } from '../ticket/ticket.ts';
import type { OlderTrail, TrailBatch } from '../ticket/trail.ts';
import { AUDIT, auditKey, ticketKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { type Item, queryAll, type Table } from './table.ts';

/** Lines of the trail as they are stored once they have left their ticket. The same lines again are the same item. */
export function trailItem({ ticketId, from, entries }: TrailBatch): Item {
  return { ...auditKey(ticketId, from), from, entries };
}

const batchSchema = z.object({ from: z.number(), entries: z.array(auditSchema) });

export async function writeTrail(table: Table, batch: TrailBatch): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: trailItem(batch) }));
}

/**
 * Writes lines over those that are stored, of which nothing but a detail changes; throws what says that the condition failed when one of
 * `before` is another one now.
 */
export async function rewriteTrail(table: Table, before: TrailBatch, after: TrailBatch): Promise<void> {
  const details = before.entries.flatMap(({ detail }, index) => (detail === undefined ? [] : [{ index, detail }]));
  await table.client.send(
    new PutCommand({
      TableName: table.name,
      Item: trailItem(after),
      ConditionExpression: [
        'attribute_exists(pk)',
        ...details.map(({ index }) => `entries[${index}].detail = :d${index}`),
      ].join(' AND '),
      ...(details.length > 0 && {
        ExpressionAttributeValues: Object.fromEntries(details.map(({ index, detail }) => [`:d${index}`, detail])),
      }),
    }),
  );
}

/** The lines that have left a ticket, oldest first. */
export async function readTrail(table: Table, log: Log, ticketId: string): Promise<OlderTrail> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :audit)',
    ExpressionAttributeValues: { ':pk': ticketKey(ticketId).pk, ':audit': AUDIT },
    ConsistentRead: true,
  });
  return olderTrailOf(log, ticketId, items);
}

/** The batches that these items hold, in order. */
export function olderTrailOf(log: Log, ticketId: string, items: readonly Item[]): OlderTrail {
  const { read, unreadable } = readItems(log, batchSchema, items, { nameOf: ({ sk }) => String(sk) });
  return {
    batches: read.map((batch) => ({ ticketId, ...batch })),
    unreadable: unreadable.map((sk) => Number(sk.slice(AUDIT.length))),
  };
}
