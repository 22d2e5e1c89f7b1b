import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type SweepNotes, sweepNoteSchema } from '../ticket/sweep-note.ts';
import { SWEEP_KEY } from './keys.ts';
import type { Table } from './table.ts';

/** How the last sweep came to its end, in one item. */
export function sweepItem({ client, name: TableName }: Table): SweepNotes {
  return {
    async write(note) {
      await client.send(new PutCommand({ TableName, Item: { ...SWEEP_KEY, ...note } }));
    },
    async last() {
      const { Item } = await client.send(new GetCommand({ TableName, Key: SWEEP_KEY, ConsistentRead: true }));
      return Item && sweepNoteSchema.parse(Item);
    },
  };
}
