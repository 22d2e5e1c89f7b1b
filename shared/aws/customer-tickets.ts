import { INDEX } from '../names.ts';
import { PRIORITIES } from '../sla/terms.ts';
import { cardSchema } from '../ticket/card.ts';
import type { Log } from '../ticket/ports.ts';
import type { CustomerTickets } from '../ticket/ticket-store.ts';
import { viewsFor } from '../ticket/view.ts';
import { viewPartition } from './keys.ts';
import { readItems } from './read-items.ts';
import { type Item, queryAll, type Table } from './table.ts';
import { nameOfTicket, placeOf } from './ticket-list.ts';

/**
 * The tickets of a customer that are due, or were closed, last. Each view and priority is one range of its partition, twenty, read from
 * its end and none further than `most`; `partition`: of a customer, or of an address that no record knows: what is left out is what was closed longest ago.
 */
export async function ticketsOfCustomer(
  table: Table,
  log: Log,
  { partition, most }: { partition: string; most: number },
): Promise<CustomerTickets> {
  const ranges = viewsFor({}).flatMap((view) => PRIORITIES.map((priority) => viewPartition(view, priority)));
  const found = await Promise.all(ranges.map((range) => readRange(table, { partition, most }, range)));
  const newest = found.flat().sort((a, b) => (placeOf(a) > placeOf(b) ? -1 : 1));
  const { read: cards } = readItems(log, cardSchema, newest.slice(0, most), {
    nameOf: nameOfTicket,
    part: ({ card }) => card,
  });
  return { cards, isWhole: newest.length <= most };
}

/** The last entries of one view and priority. One more than is wanted, so that it shows whether there are others. */
function readRange(
  table: Table,
  { partition, most }: { partition: string; most: number },
  range: string,
): Promise<Item[]> {
  const { name, partition: attribute, sort } = INDEX.byCustomer;
  return queryAll(
    table,
    {
      IndexName: name,
      KeyConditionExpression: '#partition = :partition AND begins_with(#place, :range)',
      ExpressionAttributeNames: { '#partition': attribute, '#place': sort },
      ExpressionAttributeValues: { ':partition': partition, ':range': `${range}#` },
      ScanIndexForward: false,
      Limit: most + 1,
    },
    most + 1,
  );
}
