import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type CanaryStore, canarySchema } from '../ticket/canary.ts';
import { CANARY_KEY } from './keys.ts';
import type { Table } from './table.ts';

/** When the last canary arrived, in one item. */
export function canaryItem({ client, name: TableName }: Table): CanaryStore {
  return {
    async arrived(canary) {
      await client.send(new PutCommand({ TableName, Item: { ...CANARY_KEY, ...canary } }));
    },
    async last() {
      const { Item } = await client.send(new GetCommand({ TableName, Key: CANARY_KEY, ConsistentRead: true }));
      return Item && canarySchema.parse(Item);
    },
  };
}
