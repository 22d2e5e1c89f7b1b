import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { INDEX, TTL } from '../names.ts';
import { dueOf } from '../ticket/due.ts';
import type { Log } from '../ticket/ports.ts';
import type { Task } from '../ticket/task.ts';
import { type NoticeRecord, type NoticeStore, nameOfNotice, noticeRecordSchema } from '../ticket/team-notice.ts';
import { minuteKey, NOTICE_READERS_KEY, noticeKey, noticeShard } from './keys.ts';
import { readItem, readItems } from './read-items.ts';
import { expiryOf, type Item, putIf, queryAll, type Table, unlessRefused } from './table.ts';

/** Longer than a queue and its dead letters keep a notice: one that is sent on from there finds that it was told. */
const KEPT_DAYS = 30;

const readersSchema = z.object({ readers: z.set(z.string()).transform((readers) => [...readers]) }).optional();

/** A notice as it is stored. In the due index until it is done. */
export function noticeItem(record: NoticeRecord): Item {
  const { reader, at, task } = record;
  return {
    ...record,
    ...noticeKey(reader, nameOfNotice(record)),
    ...(task.state !== 'done' && { dueShard: noticeShard(reader), dueKey: dueOf(task, at) }),
    [TTL]: expiryOf(at, KEPT_DAYS),
  };
}

/** What tells one state of a task from another: the end of its claim, its next try, or that it is done. */
export function stateOf(task: Task): [name: 'until' | 'again' | 'state', value: string] {
  if (task.state === 'claimed') return ['until', task.until];
  return task.state === 'parked' ? ['again', task.again] : ['state', task.state];
}

/** Notices to the team: an item each, and one a reader and minute. */
export function noticeTable(table: Table, log: Log): NoticeStore {
  const find = async (Key: Item): Promise<NoticeRecord | undefined> => {
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    return Item && readItem(log, noticeRecordSchema, Item);
  };
  const updateMinute = (
    Key: Item,
    update: Pick<UpdateCommand['input'], 'UpdateExpression' | 'ConditionExpression'> & {
      names: Record<string, string>;
      values: Item;
    },
  ) => {
    const minute = String(Key.sk).slice('MINUTE#'.length);
    const { names: ExpressionAttributeNames, values, UpdateExpression, ConditionExpression } = update;
    return table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key,
        UpdateExpression: `SET #ttl = :ttl ${UpdateExpression}`,
        ConditionExpression,
        ExpressionAttributeNames: { ...ExpressionAttributeNames, '#ttl': TTL },
        ExpressionAttributeValues: { ...values, ':ttl': expiryOf(`${minute}:00Z`, 1) },
      }),
    );
  };

  return {
    async begin(record) {
      const isNew = await putIf(table, noticeItem(record), { ConditionExpression: 'attribute_not_exists(pk)' });
      return isNew ? undefined : find(noticeKey(record.reader, nameOfNotice(record)));
    },

    get: (reader, name) => find(noticeKey(reader, name)),

    save(before, change) {
      const { task, told, mail } = change;
      const after: NoticeRecord = { ...before, task, ...(told && { told }), ...(mail && { mail }) };
      const [mark, value] = stateOf(before.task);
      return putIf(table, noticeItem(after), {
        ConditionExpression: '#task.#mark = :mark',
        ExpressionAttributeNames: { '#task': 'task', '#mark': mark },
        ExpressionAttributeValues: { ':mark': value },
      });
    },

    async ofTicket(reader, ticketId, since) {
      const { pk, sk } = noticeKey(reader, `${ticketId}#${since}`);
      const items = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': pk, ':from': sk, ':to': `${ticketId}#~` },
        ConsistentRead: true,
      });
      return readItems(log, noticeRecordSchema, items, { nameOf: (item) => `${item.pk} ${item.sk}` }).read;
    },

    async byDigest(reader, since) {
      const items = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: '(told = :digest OR attribute_exists(mail)) AND #at >= :since',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':pk': noticeKey(reader, '').pk, ':digest': 'digest', ':since': since },
        ConsistentRead: true,
      });
      return readItems(log, noticeRecordSchema, items, { nameOf: (item) => `${item.pk} ${item.sk}` }).read;
    },

    async waiting(reader, instant, limit) {
      const items = await queryAll(
        table,
        {
          IndexName: INDEX.byDue.name,
          KeyConditionExpression: 'dueShard = :shard AND dueKey <= :instant',
          ExpressionAttributeValues: { ':shard': noticeShard(reader), ':instant': instant },
          Limit: limit,
        },
        limit,
      );
      return items.slice(0, limit).map(({ sk }) => String(sk));
    },

    async leave(reader) {
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: NOTICE_READERS_KEY,
          UpdateExpression: 'ADD readers :reader',
          ExpressionAttributeValues: { ':reader': new Set([reader]) },
        }),
      );
    },

    async left() {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: NOTICE_READERS_KEY }));
      return readersSchema.parse(Item)?.readers ?? [];
    },

    async isAmongFirst(reader, minute, name, most) {
      return unlessRefused(
        updateMinute(minuteKey(reader, minute), {
          UpdateExpression: 'ADD alone :one',
          ConditionExpression: 'attribute_not_exists(alone) OR size(alone) < :most OR contains(alone, :name)',
          names: {},
          values: { ':one': new Set([name]), ':name': name, ':most': most },
        }),
      );
    },

    async once(reader, minute, what) {
      return unlessRefused(
        updateMinute(minuteKey(reader, minute), {
          UpdateExpression: ', #what = :true',
          ConditionExpression: 'attribute_not_exists(#what)',
          names: { '#what': what },
          values: { ':true': true },
        }),
      );
    },
  };
}
