import { dayOfFact, type FactStore, factSchema } from '../ticket/fact.ts';
import type { Log } from '../ticket/ports.ts';
import { factKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { type Item, putIf, queryAll, type Table } from './table.ts';

/**
 * Facts: one item a ticket, below the UTC day on which it was opened. What is written later in time and of an older version is refused, so that changes
 * may come twice and in any order. No function may delete an item: one that has moved to another day says `gone`, of the version that moved it.
 */
export function factTable(table: Table, log: Log): FactStore {
  const putNewer = (item: Item) =>
    putIf(table, item, {
      ConditionExpression: 'attribute_not_exists(pk) OR v <= :v',
      ExpressionAttributeValues: { ':v': item.v },
    });
  return {
    put: (fact) => putNewer({ ...factKey(dayOfFact(fact), fact.ticket), ...fact }),
    drop: (day, ticket, v) => putNewer({ ...factKey(day, ticket), v, gone: true }),
    async ofDay(day) {
      const items = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': factKey(day, '').pk },
      });
      const there = items.filter(({ gone }) => gone !== true);
      const { read, unreadable } = readItems(log, factSchema, there, { nameOf: ({ sk }) => String(sk) });
      return { facts: read, unreadable };
    },
  };
}
