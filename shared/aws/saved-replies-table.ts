import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { TTL } from '../names.ts';
import type { Log } from '../ticket/ports.ts';
import { type RepliesOf, type SavedReplies, savedReplySchema } from '../ticket/saved-reply.ts';
import { repliesPartition, repliesPrefix, replyKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { expiryOf, putIf, queryAll, type Table } from './table.ts';

/** For how many days an item says that its reply was removed: who changes it meanwhile is told, and nothing of it is left. */
const REMOVED_DAYS = 1;

/** Saved replies: one item each, in a partition of their owner's. No function may delete an item; one that is removed is emptied, and expires. */
export function savedRepliesTable(table: Table, log: Log): SavedReplies {
  const items = (owner: RepliesOf) =>
    queryAll(table, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': repliesPartition(owner), ':prefix': repliesPrefix(owner) },
      ConsistentRead: true,
    });
  /** Puts an item in place of one of a version. */
  const putOver = (item: Record<string, unknown>, version: number) =>
    putIf(table, item, {
      ConditionExpression: 'version = :version AND attribute_not_exists(removed)',
      ExpressionAttributeValues: { ':version': version },
    });
  return {
    async of(owner) {
      const there = (await items(owner)).filter(({ removed }) => removed !== true);
      return readItems(log, savedReplySchema, there, { nameOf: ({ pk, sk }) => `${pk} ${sk}` }).read;
    },
    async add(owner, reply) {
      const item = { ...replyKey(owner, reply.id), ...reply, version: 1 };
      await putIf(table, item, { ConditionExpression: 'attribute_not_exists(pk) OR attribute_exists(removed)' });
    },
    change: (owner, reply) =>
      putOver({ ...replyKey(owner, reply.id), ...reply, version: reply.version + 1 }, reply.version),
    remove: (owner, { id, version }, at) =>
      putOver(
        { ...replyKey(owner, id), id, version: version + 1, removed: true, [TTL]: expiryOf(at, REMOVED_DAYS) },
        version,
      ),
    async forget(agentId) {
      const all = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': repliesPartition({ id: agentId }) },
        ConsistentRead: true,
      });
      for (const { pk, sk } of all)
        await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
      return all.filter(({ removed }) => removed !== true).length;
    },
  };
}
