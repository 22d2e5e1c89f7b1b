import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { PublicError } from '../public-error.ts';
import type { Log } from '../ticket/ports.ts';
import {
  QUARANTINE_ID,
  type QuarantineEntry,
  type QuarantineStore,
  quarantineEntrySchema,
  quarantineMonth,
} from '../ticket/quarantine.ts';
import { quarantineKey } from './keys.ts';
import { readItem, readItems } from './read-items.ts';
import { type Item, putIf, queryAll, type Table, unlessRefused } from './table.ts';

const entryKey = (id: string) => quarantineKey(quarantineMonth(id), id);

/** Months that a list goes back: a raw mail is kept for a year, and without it nothing can be released. */
const MOST_MONTHS = 13;

/**
 * Quarantined mails: one item each, a partition a month. Their ids are in order of time, so the key serves list and look-up.
 * `now` is the desk's time, where a list begins.
 */
export function quarantineTable(table: Table, log: Log, now: () => Date): QuarantineStore {
  return {
    add: (entry) =>
      putIf(table, { ...entry, ...entryKey(entry.id) }, { ConditionExpression: 'attribute_not_exists(pk)' }),

    async get(id) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: entryKey(id), ConsistentRead: true }),
      );
      return Item && readItem(log, quarantineEntrySchema, Item);
    },

    async list({ state, limit, cursor }) {
      if (cursor !== undefined) requireCursor(cursor);
      const items: Item[] = [];
      for (const month of monthsBack(cursor === undefined ? now().toISOString() : quarantineMonth(cursor))) {
        items.push(...(await readMonth(table, month, { state, cursor, most: limit + 1 - items.length })));
        if (items.length > limit) break;
      }
      const shown = items.slice(0, limit);
      const { read, unreadable } = readItems(log, quarantineEntrySchema, shown, { nameOf: ({ sk }) => String(sk) });
      const last = shown.at(-1);
      return { entries: read, unreadable, ...(last && items.length > limit && { next: String(last.sk) }) };
    },

    markReleased: (id, { by, at }) =>
      unlessRefused(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: entryKey(id),
            UpdateExpression: 'SET #state = :released, releasedBy = :by, releasedAt = :at',
            ConditionExpression: '#state = :held',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':released': 'released', ':held': 'held', ':by': by, ':at': at },
          }),
        ),
      ),
  };
}

type Part = { state: QuarantineEntry['state'] | undefined; cursor: string | undefined; most: number };

/** Entries of a month, newest first, before the cursor. */
function readMonth(table: Table, month: string, { state, cursor, most }: Part): Promise<Item[]> {
  return queryAll(
    table,
    {
      KeyConditionExpression: `pk = :pk${cursor === undefined ? '' : ' AND sk < :cursor'}`,
      ...(state && { FilterExpression: '#state = :state', ExpressionAttributeNames: { '#state': 'state' } }),
      ExpressionAttributeValues: {
        ':pk': quarantineKey(month, '').pk,
        ...(cursor !== undefined && { ':cursor': cursor }),
        ...(state && { ':state': state }),
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: most,
    },
    most,
  );
}

/** `YYYY-MM` of an instant or a month, then the months before it. */
function monthsBack(from: string): string[] {
  const [year = 0, month = 1] = from.split('-').map(Number);
  return Array.from({ length: MOST_MONTHS }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
}

function requireCursor(cursor: string): void {
  if (QUARANTINE_ID.test(cursor)) return;
  const message = 'use the `next` of the page before, or leave it out';
  throw new PublicError(400, 'The request is not valid.', [{ field: 'cursor', message }]);
}
