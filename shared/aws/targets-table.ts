import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TargetDirectory } from '../targets/ports.ts';
import { targetSchema } from '../targets/stored-target.ts';
import type { Log } from '../ticket/ports.ts';
import { TARGETS, targetKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { type Item, queryAll, type Table } from './table.ts';

/** Targets in the people's table, which admins write and functions only read: one item each, without what is secret of it. */
export function targetTable(table: Table, log: Log): TargetDirectory {
  const all: TargetDirectory['all'] = async () => {
    const items = await queryAll(table, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': TARGETS },
      ConsistentRead: true,
    });
    const { read } = readItems(log, targetSchema, items, { nameOf: ({ pk, sk }) => `${pk} ${sk}`, part: withoutKey });
    const names = items.map(({ sk }) => String(sk));
    return { targets: read, unreadable: names.filter((name) => !read.some((target) => target.name === name)) };
  };
  return {
    all,
    list: async () => (await all()).targets,
    async put(target) {
      await table.client.send(
        new PutCommand({ TableName: table.name, Item: { ...targetKey(target.name), ...target } }),
      );
    },
    async remove(name) {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: targetKey(name) }));
    },
  };
}

function withoutKey({ pk: _, sk: __, ...target }: Item): Item {
  return target;
}
