import { INDEX } from '../names.ts';
import { PublicError } from '../public-error.ts';
import type { TicketPage, TicketQuery } from '../ticket/ports.ts';
import { STATES, type Ticket, ticketSchema } from '../ticket/ticket.ts';
import { type Item, queryAll, type Table } from './table.ts';

type Partition = { index: (typeof INDEX)[keyof typeof INDEX]; value: string };

/**
 * A page of tickets by deadline. One customer is one partition of its index; otherwise each state is one, and their pages
 * are merged: the list key is unique and in order of deadline, so the last one shown is where every partition goes on.
 */
export async function listTickets(table: Table, query: TicketQuery): Promise<TicketPage> {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
  const pages = await Promise.all(partitions(query).map((partition) => readPartition(table, query, partition, after)));
  const merged = pages.flat().sort((a, b) => (listKey(a) < listKey(b) ? -1 : 1));
  const items = merged.slice(0, query.limit);
  const last = items.at(-1);
  const tickets: Ticket[] = items.map((item) => ticketSchema.parse(item));
  return last && merged.length > items.length ? { tickets, next: writeCursor(listKey(last)) } : { tickets };
}

function partitions({ customer, state }: TicketQuery): Partition[] {
  if (customer !== undefined) return [{ index: INDEX.byCustomer, value: customer }];
  return (state ? [state] : STATES).map((value) => ({ index: INDEX.byState, value }));
}

/** One more than the page holds, so that it shows whether another follows. */
function readPartition(
  table: Table,
  { customer, state, priority, limit }: TicketQuery,
  { index, value }: Partition,
  after: string | undefined,
): Promise<Item[]> {
  const names: Record<string, string> = { '#key': index.partition };
  const values: Item = { ':value': value, ...(after !== undefined && { ':after': after }) };
  const filters: string[] = [];
  if (customer !== undefined && state) {
    filters.push('#state = :state');
    names['#state'] = 'state';
    values[':state'] = state;
  }
  if (priority !== undefined) {
    filters.push('priority = :priority');
    values[':priority'] = priority;
  }
  return queryAll(
    table,
    {
      IndexName: index.name,
      KeyConditionExpression: `#key = :value${after === undefined ? '' : ' AND listKey > :after'}`,
      FilterExpression: filters.length > 0 ? filters.join(' AND ') : undefined,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
      Limit: limit + 1,
    },
    limit + 1,
  );
}

const listKey = (item: Item) => String(item.listKey);

const writeCursor = (key: string) => Buffer.from(key).toString('base64url');

function readCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z#T-\w+$/.test(key)) {
    const message = 'use the `next` of the page before, or leave it out';
    throw new PublicError(400, 'The request is not valid.', [{ field: 'cursor', message }]);
  }
  return key;
}
