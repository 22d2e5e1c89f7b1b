import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { INDEX } from '../names.ts';
import { dueOf } from '../ticket/due.ts';
import { heldDigestSchema } from '../ticket/held-digest.ts';
import type { QuarantineEntry, QuarantineStore } from '../ticket/quarantine.ts';
import type { Task } from '../ticket/task.ts';
import { DIGEST_KEY, HELD_SHARD, quarantineEntryKey } from './keys.ts';
import { type Item, putIf, queryAll, type Table, unlessRefused } from './table.ts';

/** What is still to be told of held mails: their place in the due index, and the item of the digest. */
export function heldItems(
  table: Table,
): Pick<QuarantineStore, 'untold' | 'saveTelling' | 'forDigest' | 'digest' | 'saveDigest'> {
  return {
    async untold(instant, limit) {
      const items = await queryShard(table, HELD_SHARD.untold, { to: instant, limit, newestFirst: false });
      return items.map(({ sk }) => String(sk));
    },

    saveTelling(entry, telling) {
      if (!entry.telling) return Promise.resolve(false);
      const isDone = telling.state === 'done';
      const condition = asBefore('telling', entry.telling);
      return unlessRefused(
        table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: quarantineEntryKey(entry.id),
            UpdateExpression: `SET #task = :task${isDone ? ' REMOVE dueShard, dueKey' : ', dueShard = :shard, dueKey = :due'}`,
            ...condition,
            ExpressionAttributeValues: {
              ...condition.ExpressionAttributeValues,
              ':task': telling,
              // One whose mail came back goes on: it had left the index.
              ...(!isDone && { ':shard': HELD_SHARD.untold, ':due': dueOf(telling, entry.heldAt ?? entry.at) }),
            },
          }),
        ),
      );
    },

    async forDigest({ from, to }, limit) {
      const items = await queryShard(table, HELD_SHARD.digest, { from, to, limit, newestFirst: true });
      return items.map(({ sk, dueKey }) => ({ id: String(sk), reason: String(dueKey).split('#')[1] ?? '' }));
    },

    async digest() {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: DIGEST_KEY, ConsistentRead: true }),
      );
      return Item && heldDigestSchema.parse(Item);
    },

    saveDigest(digest, before) {
      const item = { ...digest, ...DIGEST_KEY };
      if (!before) return putIf(table, item, { ConditionExpression: 'attribute_not_exists(pk)' });
      const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = asBefore(
        'task',
        before.task,
      );
      return putIf(table, item, {
        ConditionExpression: `#date = :date AND ${ConditionExpression}`,
        ExpressionAttributeNames: { ...ExpressionAttributeNames, '#date': 'date' },
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':date': before.date },
      });
    },
  };
}

/**
 * Where an entry stands in the due index: with those that the agents are to be told of, by when the sweep has to; else with those of
 * the digest, by when it was held, and why, so that reasons are counted without reading the entries.
 */
export function heldIndexKeys({ telling, heldAt, reason }: QuarantineEntry): Item {
  if (heldAt === undefined || telling?.state === 'done') return {};
  if (telling) return { dueShard: HELD_SHARD.untold, dueKey: dueOf(telling, heldAt) };
  return { dueShard: HELD_SHARD.digest, dueKey: `${heldAt}#${reason}` };
}

/** That a task stands as it was read: a claim is named by its end, and parked work by its next try. */
function asBefore(attribute: string, before: Task) {
  const [mark, value] =
    before.state === 'claimed'
      ? (['until', before.until] as const)
      : before.state === 'parked'
        ? (['again', before.again] as const)
        : (['state', 'done'] as const);
  return {
    ConditionExpression: '#task.#mark = :mark',
    ExpressionAttributeNames: { '#task': attribute, '#mark': mark },
    ExpressionAttributeValues: { ':mark': value },
  };
}

async function queryShard(
  table: Table,
  shard: string,
  { from = '', to, limit, newestFirst }: { from?: string; to: string; limit: number; newestFirst: boolean },
): Promise<Item[]> {
  const { name, partition, sort } = INDEX.byDue;
  const items = await queryAll(
    table,
    {
      IndexName: name,
      KeyConditionExpression:
        from === '' ? '#shard = :shard AND #key < :to' : '#shard = :shard AND #key BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#shard': partition, '#key': sort },
      ExpressionAttributeValues: { ':shard': shard, ':to': to, ...(from !== '' && { ':from': from }) },
      ScanIndexForward: !newestFirst,
      Limit: limit,
    },
    limit,
  );
  return items.slice(0, limit);
}
