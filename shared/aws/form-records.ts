import { DeleteCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { TTL } from '../names.ts';
import {
  type FormNews,
  type FormRecords,
  formRecordSchema,
  MOST_REFUSED,
  REJECTED_DAYS,
  rejectedSchema,
} from '../ticket/form-record.ts';
import type { Log } from '../ticket/ports.ts';
import { FORMS, formKey, rejectedKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { expiryOf, type Item, queryAll, type Table, unlessRefused } from './table.ts';

/** Attribute that says when the owner was told. */
const TOLD: Record<FormNews, string> = {
  rotated: 'toldRotated',
  refused: 'toldRefused',
  rejected: 'toldRejected',
  silent: 'toldSilent',
};

/** Not of one that was removed meanwhile: it would be there again. */
const THERE = { ConditionExpression: 'attribute_exists(pk)' };

/** What came of the sources of forms: one item each, and one for each delivery that was refused for its body, which expires (`ttl`). */
export function formRecordTable(table: Table, log: Log): FormRecords {
  /** Changes the item of a source, which is made when it is not there. A value that is left out is stored as null. */
  const change = async (
    name: string,
    UpdateExpression: string,
    values: Item,
    condition: Pick<UpdateCommandInput, 'ConditionExpression'> = {},
  ): Promise<void> => {
    const update = new UpdateCommand({
      TableName: table.name,
      Key: formKey(name),
      UpdateExpression,
      ...condition,
      // A word of DynamoDB's own.
      ...(UpdateExpression.includes('#owner') && { ExpressionAttributeNames: { '#owner': 'owner' } }),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(values).map(([placeholder, value]) => [placeholder, value ?? null]),
      ),
    });
    await unlessRefused(table.client.send(update));
  };

  return {
    async list() {
      const items = await partition(table, FORMS);
      return readItems(log, formRecordSchema, items, { nameOf: nameOfItem, part: recordOf }).read;
    },

    delivered: (name, { owner, at, raw }) =>
      change(
        name,
        'SET #owner = :owner, deliveredAt = :at, lastRaw = :raw REMOVE refused, refusedFrom, why ADD delivered :one',
        { ':owner': owner, ':at': at, ':raw': raw, ':one': 1 },
      ),

    refused: (name, { owner, at, why }) =>
      change(
        name,
        'SET #owner = :owner, refusedFrom = if_not_exists(refusedFrom, :at), why = if_not_exists(why, :why) ADD refused :one',
        { ':owner': owner, ':at': at, ':why': why, ':one': 1, ':most': MOST_REFUSED },
        { ConditionExpression: 'attribute_not_exists(refused) OR refused < :most' },
      ),

    async reject(name, { owner, at, id, raw }) {
      const Item = { ...rejectedKey(name, raw), at, id, raw, [TTL]: expiryOf(at, REJECTED_DAYS) };
      const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
      await unlessRefused(table.client.send(new PutCommand({ TableName: table.name, Item, ...condition })));
      // Also of one that is there: the delivery before may have broken off between the two.
      await change(name, 'SET #owner = :owner, rejectedFrom = if_not_exists(rejectedFrom, :at)', {
        ':owner': owner,
        ':at': at,
      });
    },

    async rejected(name) {
      const items = await partition(table, rejectedKey(name, '').pk);
      const { read } = readItems(log, rejectedSchema, items, { nameOf: nameOfItem });
      return read.toSorted((a, b) => b.at.localeCompare(a.at));
    },

    set: (name, { owner, at, inUse, rotated }) =>
      change(
        name,
        `SET #owner = :owner, setAt = :setAt${rotated ? ', rotatedAt = :at, keptUntil = :until' : ''} ` +
          `REMOVE refused, refusedFrom, why, rejectedFrom, unreachedFrom, whyUnreached, toldRefused, toldRejected, toldSilent${rotated ? ', toldRotated' : ''}`,
        {
          ':owner': owner,
          ':setAt': inUse ? at : undefined,
          ...(rotated && { ':at': at, ':until': rotated.keptUntil }),
        },
      ),

    told: (name, news, at, { inPlace = false } = { inPlace: false }) =>
      change(
        name,
        `SET ${TOLD[news]} = :at${inPlace ? '' : ' REMOVE unreachedFrom, whyUnreached'}`,
        { ':at': at },
        THERE,
      ),

    unreached: (name, { at, why }) =>
      change(
        name,
        'SET unreachedFrom = if_not_exists(unreachedFrom, :at), whyUnreached = :why',
        { ':at': at, ':why': why },
        THERE,
      ),

    async forget(name) {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: formKey(name) }));
    },
  };
}

/** An item in the desk's words: what is null was left out. */
function recordOf(item: Item): Item {
  return { name: item.sk, ...Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null)) };
}

const nameOfItem = ({ pk, sk }: Item) => `${pk} ${sk}`;

function partition(table: Table, pk: string): Promise<Item[]> {
  return queryAll(table, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } });
}
