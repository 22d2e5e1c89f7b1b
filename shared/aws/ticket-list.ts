import { INDEX } from '../names.ts';
import { PublicError } from '../public-error.ts';
import { PRIORITIES } from '../sla/terms.ts';
import { type Card, cardSchema } from '../ticket/card.ts';
import type { Log } from '../ticket/ports.ts';
import type { TicketPage, TicketQuery } from '../ticket/ticket-store.ts';
import { viewsFor } from '../ticket/view.ts';
import { keyPart, TICKET, viewPartition } from './keys.ts';
import { readItems } from './read-items.ts';
import { type Item, queryAll, type Table } from './table.ts';

/** Entries that a page looks at when it has to leave some out: those of another customer among an agent's. */
const MOST_LOOKED_AT = 1_000;

/** Of them, so many at a time, however small the page. */
const STEP = 100;

/** After every character that stands in a key. */
const LAST = '~';

/**
 * A page of tickets by deadline. Each view and priority is one range of an index, at most twenty, none read further than the
 * page; their pages are merged. The sort key within a view is unique and in order of time, so the last one shown is where
 * every range goes on. A customer's tickets with one agent are looked for among the agent's.
 */
export async function listTickets(table: Table, log: Log, query: TicketQuery): Promise<TicketPage> {
  if (query.customer === undefined || query.assignee === undefined) return readPage(table, log, query);
  const { customer, ...ofAgent } = query;
  const found: Card[] = [];
  const unreadable: string[] = [];
  let cursor = query.cursor;
  // One more than the page holds, so that it shows whether another follows.
  for (let looked = 0; looked < MOST_LOOKED_AT && found.length <= query.limit; looked += STEP) {
    const page = await readPage(table, log, { ...ofAgent, limit: STEP, cursor });
    found.push(...page.cards.filter((card) => card.customer?.id === customer));
    unreadable.push(...page.unreadable);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  const cards = found.slice(0, query.limit);
  const last = cards.at(-1);
  if (last && found.length > cards.length) cursor = writeCursor(placeOfCard(last));
  return { cards, unreadable, ...(cursor !== undefined && { next: cursor }) };
}

async function readPage(table: Table, log: Log, query: TicketQuery): Promise<TicketPage> {
  const after = query.cursor === undefined ? '' : readCursor(query.cursor);
  const order = query.isNewestFirst ? -1 : 1;
  const ranges = viewsFor(query).flatMap((view) =>
    (query.priority ? [query.priority] : PRIORITIES).map((priority) => viewPartition(view, priority)),
  );
  const found = await Promise.all(ranges.map((range) => readRange(table, query, range, after)));
  const merged = found.flat().sort((a, b) => (placeOf(a) < placeOf(b) ? -order : order));
  const items = merged.slice(0, query.limit);
  const { read, unreadable } = readItems(log, cardSchema, items, {
    nameOf: nameOfTicket,
    part: ({ card }) => card,
  });
  const last = items.at(-1);
  const next = last && merged.length > items.length ? writeCursor(placeOf(last)) : undefined;
  return { cards: read, unreadable, ...(next !== undefined && { next }) };
}

/** The entries of one view and priority after a place. One more than the page holds, so that it shows whether another follows. */
function readRange(
  table: Table,
  { customer, assignee, since = '', isNewestFirst = false, limit }: TicketQuery,
  range: string,
  after: string,
): Promise<Item[]> {
  const [place, to] = isNewestFirst && after !== '' ? ['', justBefore(after)] : [after, LAST];
  const from = place > since ? place : since;
  const owner = assignee ?? customer;
  const index = assignee !== undefined ? INDEX.byAssignee : owner !== undefined ? INDEX.byCustomer : INDEX.byView;
  const prefix = owner === undefined ? '' : `${range}#`;
  return queryAll(
    table,
    {
      IndexName: index.name,
      KeyConditionExpression: '#partition = :partition AND #place BETWEEN :after AND :last',
      ExpressionAttributeNames: { '#partition': index.partition, '#place': index.sort },
      ExpressionAttributeValues: {
        ':partition': owner === undefined ? range : keyPart(owner),
        // The space: after this key itself, and before any other.
        ':after': from === '' ? `${prefix}0` : `${prefix}${from} `,
        ':last': `${prefix}${to}`,
      },
      ScanIndexForward: !isNewestFirst,
      Limit: limit + 1,
    },
    limit + 1,
  );
}

/** After every place before this one, and before it. */
function justBefore(place: string): string {
  return `${place.slice(0, -1)}${String.fromCharCode(place.charCodeAt(place.length - 1) - 1)}${LAST}`;
}

/** How a ticket whose entry cannot be read is named. */
export const nameOfTicket = ({ pk }: Item) => String(pk).slice(TICKET.length);

/** The place of a ticket in its view (`viewKeyOf`), from its card. */
const placeOfCard = ({ id, respondBy, closedAt }: Card) => `${closedAt ?? respondBy}#${id}`;

/** When a ticket is due, or was closed, and its id: the same in every index. */
export function placeOf(item: Item): string {
  return String(item.viewKey ?? item.listKey).replace(/^[a-z-]+#\d#/, '');
}

const writeCursor = (place: string) => Buffer.from(place).toString('base64url');

function readCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z#T-\w+$/.test(place)) {
    const message = 'use the `next` of the page before, or leave it out';
    throw new PublicError(400, 'The request is not valid.', [{ field: 'cursor', message }]);
  }
  return place;
}
