import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { TTL } from '../names.ts';
import type { Log } from '../ticket/ports.ts';
import { PRESENT_MS, type PresenceStore, presentSchema } from '../ticket/presence.ts';
import { PRESENCE, presenceKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { queryAll, type Table } from './table.ts';

/**
 * Who has which ticket open: one partition with one item an agent, so that a page of the queue reads all of it at once, and what was is overwritten.
 * An item expires a minute after it was written; DynamoDB takes it away within days of that
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html), so that readers look at the time.
 */
export function presenceTable(table: Table, log: Log): PresenceStore {
  return {
    async all() {
      const items = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': PRESENCE },
      });
      return readItems(log, presentSchema, items, { nameOf: ({ pk, sk }) => `${pk} ${sk}` }).read;
    },
    async note(present) {
      const last = Math.max(...present.places.map(({ at }) => Date.parse(at)));
      const Item = { ...presenceKey(present.agent), ...present, [TTL]: Math.ceil((last + PRESENT_MS) / 1_000) };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },
  };
}
