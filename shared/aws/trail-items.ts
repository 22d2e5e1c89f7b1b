import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type AuditEntry, auditSchema } from '../ticket/ticket.ts';
import type { TrailBatch } from '../ticket/trail.ts';
import { AUDIT, auditKey, ticketKey } from './keys.ts';
import { readItem } from './read-items.ts';
import { queryAll, type Table } from './table.ts';

const batchSchema = z.object({ entries: z.array(auditSchema) });

/** Writes lines of the trail that are about to leave their ticket. The same lines again are the same item. */
export async function writeTrail(table: Table, { ticketId, from, entries }: TrailBatch): Promise<void> {
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...auditKey(ticketId, from), entries } }));
}

/** The lines that have left a ticket, oldest first. */
export async function readTrail(table: Table, ticketId: string): Promise<AuditEntry[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :audit)',
    ExpressionAttributeValues: { ':pk': ticketKey(ticketId).pk, ':audit': AUDIT },
    ConsistentRead: true,
  });
  return items.flatMap((item) => readItem(batchSchema, item).entries);
}
