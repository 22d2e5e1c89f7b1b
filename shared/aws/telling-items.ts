import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { TTL } from '../names.ts';
import { healthSchema, type Tellings, TOLD_DAYS, type Told } from '../targets/ports.ts';
import type { Log } from '../ticket/ports.ts';
import { TARGETS, targetKey, toldKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { expiryOf, type Item, putIf, queryAll, type Table, unlessRefused } from './table.ts';

/** What targets were told, in the table of tickets: an item an event and target, which expires, and one a target that says how it does. */
export function tellingTable(table: Table, log: Log): Tellings {
  const { client, name: TableName } = table;
  const update = (target: string, UpdateExpression: string, values: Item, ConditionExpression?: string) =>
    unlessRefused(
      client.send(
        new UpdateCommand({
          TableName,
          Key: targetKey(target),
          UpdateExpression,
          ExpressionAttributeValues: values,
          ...(ConditionExpression !== undefined && { ConditionExpression }),
        }),
      ),
    );
  return {
    async told(target, event) {
      const Key = toldKey(target, event);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item?.told as Told | undefined;
    },
    async note(target, event, what, at) {
      const Item = { ...toldKey(target, event), told: what, at, [TTL]: expiryOf(at, TOLD_DAYS) };
      await putIf(table, Item, what === 'queued' ? { ConditionExpression: 'attribute_not_exists(told)' } : {});
    },
    async waitsSince(target, event, at) {
      const Key = toldKey(target, event);
      const Item = { ...Key, waitsSince: at, [TTL]: expiryOf(at, TOLD_DAYS) };
      if (await putIf(table, Item, { ConditionExpression: 'attribute_not_exists(pk)' })) return at;
      const { Item: found } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return (found?.waitsSince as string | undefined) ?? at;
    },
    async health() {
      const items = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': TARGETS },
      });
      return readItems(log, healthSchema, items, {
        nameOf: ({ pk, sk }) => `${pk} ${sk}`,
        part: ({ sk, ...item }) => ({ ...item, name: sk }),
      }).read;
    },
    async well(target, at) {
      await update(
        target,
        'SET lastOk = :at REMOVE failingSince, lastFailed, isAside, failures, why, isGone, givenUp',
        { ':at': at },
      );
    },
    async failed(target, at, why, { isGone = false, isAside = false } = {}) {
      const lasting = `${isGone ? ', isGone = :true' : ''}${isAside ? ', isAside = :true' : ' REMOVE isAside'}`;
      const set = `SET failingSince = if_not_exists(failingSince, :at), lastFailed = :at, why = :why${lasting} ADD failures :one`;
      await update(target, set, { ':at': at, ':why': why, ':one': 1, ...((isGone || isAside) && { ':true': true }) });
    },
    giveUp(target, at) {
      return update(target, 'SET givenUp = :at', { ':at': at }, 'attribute_exists(failingSince)');
    },
    async forget(target) {
      await client.send(new DeleteCommand({ TableName, Key: targetKey(target) }));
    },
  };
}
