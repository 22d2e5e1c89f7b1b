import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { PublicError } from '../public-error.ts';
import { QUARANTINE_ID, type QuarantineStore, quarantineEntrySchema } from '../ticket/quarantine.ts';
import { putIf, queryAll, type Table, unlessRefused } from './table.ts';

const QUARANTINE = 'QUARANTINE';

const entryKey = (id: string) => ({ pk: QUARANTINE, sk: id });

/** Quarantined mails: one item each, in one partition. Their ids are in order of time, so the key serves list and look-up. */
export function quarantineTable(table: Table): QuarantineStore {
  return {
    add: (entry) =>
      putIf(table, { ...entry, ...entryKey(entry.id) }, { ConditionExpression: 'attribute_not_exists(pk)' }),

    async get(id) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: entryKey(id), ConsistentRead: true }),
      );
      return Item && quarantineEntrySchema.parse(Item);
    },

    async list({ state, limit, cursor }) {
      if (cursor !== undefined) requireCursor(cursor);
      const items = await queryAll(
        table,
        {
          KeyConditionExpression: `pk = :pk${cursor === undefined ? '' : ' AND sk < :cursor'}`,
          ...(state && { FilterExpression: '#state = :state', ExpressionAttributeNames: { '#state': 'state' } }),
          ExpressionAttributeValues: {
            ':pk': QUARANTINE,
            ...(cursor !== undefined && { ':cursor': cursor }),
            ...(state && { ':state': state }),
          },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: limit + 1,
        },
        limit + 1,
      );
      const entries = items.slice(0, limit).map((item) => quarantineEntrySchema.parse(item));
      const last = entries.at(-1);
      return { entries, ...(last && items.length > limit && { next: last.id }) };
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

function requireCursor(cursor: string): void {
  if (QUARANTINE_ID.test(cursor)) return;
  const message = 'use the `next` of the page before, or leave it out';
  throw new PublicError(400, 'The request is not valid.', [{ field: 'cursor', message }]);
}
