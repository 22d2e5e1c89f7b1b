import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { PublicError } from '../public-error.ts';
import type { Log } from '../ticket/ports.ts';
import {
  QUARANTINE_ID,
  type QuarantineStore,
  quarantineEntrySchema,
  quarantineIdFrom,
  quarantineMonth,
} from '../ticket/quarantine.ts';
import { heldIndexKeys, heldItems } from './held-items.ts';
import { quarantineEntryKey, quarantineKey } from './keys.ts';
import { readItem, readItems } from './read-items.ts';
import { type Item, putIf, queryAll, type Table, unlessRefused } from './table.ts';

/** Months that a list goes back: as long as anybody keeps raw mail, without which nothing can be released. */
const MOST_MONTHS = 37;

/** Entries that a page looks at when it has to leave some out, so many at a time; the cursor leads on from there. */
const MOST_LOOKED_AT = 1_000;
const STEP = 100;

/**
 * Quarantined mails: one item each, a partition a month. Their ids are in order of time, so the key serves list and look-up.
 * `now` is the desk's time, where a list begins.
 */
export function quarantineTable(table: Table, log: Log, now: () => Date): QuarantineStore {
  return {
    add: (entry) =>
      putIf(
        table,
        { ...entry, ...quarantineEntryKey(entry.id), ...heldIndexKeys(entry) },
        { ConditionExpression: 'attribute_not_exists(pk)' },
      ),

    async get(id) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: quarantineEntryKey(id), ConsistentRead: true }),
      );
      return Item && readItem(log, quarantineEntrySchema, Item);
    },

    async list({ state, since, limit, cursor }) {
      if (cursor !== undefined) requireCursor(cursor);
      const first = since === undefined ? '' : quarantineIdFrom(since);
      const found: Item[] = [];
      let looked = 0;
      let lookedUpTo = cursor;
      for (const month of monthsBack(cursor === undefined ? now().toISOString() : quarantineMonth(cursor))) {
        if (since !== undefined && month < since.slice(0, 7)) break;
        for (let isWhole = false; !isWhole && found.length <= limit && looked < MOST_LOOKED_AT; ) {
          const items = await readMonth(table, month, lookedUpTo);
          isWhole = items.length < STEP || String(items.at(-1)?.sk) < first;
          looked += items.length;
          lookedUpTo = (items.at(-1)?.sk as string | undefined) ?? lookedUpTo;
          found.push(
            ...items.filter((item) => String(item.sk) >= first && (state === undefined || item.state === state)),
          );
        }
        if (found.length > limit || looked >= MOST_LOOKED_AT) break;
      }
      const shown = found.slice(0, limit);
      const { read, unreadable } = readItems(log, quarantineEntrySchema, shown, { nameOf: ({ sk }) => String(sk) });
      const isFull = found.length > shown.length;
      const next = isFull ? String(shown.at(-1)?.sk) : looked >= MOST_LOOKED_AT ? lookedUpTo : undefined;
      return { entries: read, unreadable, ...(next !== undefined && { next }) };
    },

    markReleased: (id, who) => mark(table, id, { ...who, from: ['held', 'discarded'], to: 'released' }),
    markDiscarded: (id, who) => mark(table, id, { ...who, from: ['held'], to: 'discarded' }),

    saveWords: ({ id, subject: before, received }, { subject, header, excerpt }) => {
      const { subject: shown } = received.header;
      const isAsBefore =
        shown === undefined ? 'attribute_not_exists(#received.#header.subject)' : '#received.#header.subject = :shown';
      return unlessRefused(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: quarantineEntryKey(id),
            UpdateExpression: `SET subject = :subject, #received.#header = :header${excerpt ? ', excerpt = :excerpt' : ''}`,
            ConditionExpression: `subject = :before AND ${isAsBefore}${excerpt ? ' AND attribute_exists(excerpt)' : ''}`,
            ExpressionAttributeNames: { '#received': 'received', '#header': 'header' },
            ExpressionAttributeValues: {
              ':subject': subject,
              ':header': header,
              ':before': before,
              ...(excerpt && { ':excerpt': excerpt }),
              ...(shown !== undefined && { ':shown': shown }),
            },
          }),
        ),
      );
    },

    ...heldItems(table),
  };
}

/** Writes what became of an entry, which leaves the due index, and says no more what it began with. False: it is in none of the states `from`. */
function mark(
  table: Table,
  id: string,
  { by, at, from, to }: { by: string; at: string; from: readonly string[]; to: 'released' | 'discarded' },
): Promise<boolean> {
  const states = Object.fromEntries(from.map((state, index) => [`:from${index}`, state]));
  return unlessRefused(
    table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: quarantineEntryKey(id),
        UpdateExpression: 'SET #state = :to, #by = :by, #at = :at REMOVE dueShard, dueKey, excerpt',
        ConditionExpression: `#state IN (${Object.keys(states).join(', ')})`,
        ExpressionAttributeNames: { '#state': 'state', '#by': `${to}By`, '#at': `${to}At` },
        ExpressionAttributeValues: { ':to': to, ':by': by, ':at': at, ...states },
      }),
    ),
  );
}

/** The next entries of a month, newest first, before one of them. */
async function readMonth(table: Table, month: string, before: string | undefined): Promise<Item[]> {
  const items = await queryAll(
    table,
    {
      KeyConditionExpression: `pk = :pk${before === undefined ? '' : ' AND sk < :before'}`,
      ExpressionAttributeValues: {
        ':pk': quarantineKey(month, '').pk,
        ...(before !== undefined && { ':before': before }),
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: STEP,
    },
    STEP,
  );
  return items.slice(0, STEP);
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
