import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTable, type Table } from '../../../../shared/aws/table.ts';
import { ticketItem } from '../../../../shared/aws/ticket-items.ts';
import { listTickets } from '../../../../shared/aws/ticket-list.ts';
import { PRIORITIES, type Priority } from '../../../../shared/sla/terms.ts';
import { STATES, type Ticket } from '../../../../shared/ticket/ticket.ts';
import type { TicketPage, TicketQuery } from '../../../../shared/ticket/ticket-store.ts';
import { AWAITS, viewKeyOf, viewOf, viewsFor } from '../../../../shared/ticket/view.ts';
import { dynamoTables } from '../../../support/dynamo-tables.ts';
import { memoryDesk } from '../../../support/memory-desk.ts';
import { deskOf, waitingTicket } from '../../../support/stories.ts';
import { writeItems } from '../../../support/table-desk.ts';
import { queryDouble } from './query-double.ts';

const { log } = memoryDesk();

/** Each filter in turn, with each of its values, and none. */
const FILTERS: Partial<TicketQuery>[] = [
  {},
  ...STATES.map((state) => ({ state })),
  ...AWAITS.map((awaits) => ({ awaits })),
  ...PRIORITIES.map((priority) => ({ priority })),
  { customer: 'customer-3' },
  { assignee: 'agent-1' },
  { state: 'closed', isNewestFirst: true },
  { customer: 'customer-3', isNewestFirst: true },
  { state: 'waiting', since: '2026-11-30T10:00:00.000Z' },
  { state: 'closed', isNewestFirst: true, since: '2026-11-30T08:10:00.000Z' },
];

function tableAt(endpoint: string): Table {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return openTable(new DynamoDBClient({ endpoint, region: 'eu-west-1', credentials }), 'tickets');
}

/** What sets the tickets of a list apart: five views, four priorities, forty customers, six agents and nobody. */
function variation(number: number, { createdAt: at, timer }: Ticket): Partial<Ticket> {
  const views: Partial<Ticket>[] = [
    { state: 'waiting' },
    { state: 'answered', lastPublic: { at, by: 'customer' } },
    { state: 'answered', lastPublic: { at, by: 'agent' } },
    { state: 'answered', timer: { ...timer, next: { kind: 'snooze', at } } },
    { state: 'closed', closedAt: new Date(Date.parse(at) + number * 7_000).toISOString() },
  ];
  const who = Math.floor(number / 20);
  return {
    ...views[number % 5],
    priority: ((Math.floor(number / 5) % 4) + 1) as Priority,
    customer: { id: `customer-${who % 40}`, name: `Customer ${who % 40}` },
    ...(who % 7 > 0 && { assignee: `agent-${who % 7}` }),
  };
}

/** So many tickets, in no order. */
async function ticketsFor(count: number): Promise<Ticket[]> {
  const sample = await waitingTicket(deskOf());
  return Array.from({ length: count }, (_, number) => {
    const deadline = new Date(Date.parse(sample.createdAt) + ((number * 7_919) % count) * 60_000).toISOString();
    const id = `T-${String(number).padStart(8, '0')}`;
    return { ...sample, id, clock: { ...sample.clock, deadline }, ...variation(number, sample) };
  });
}

/** A page as it should be, by looking at every ticket. */
function idsOf(tickets: readonly Ticket[], query: Partial<TicketQuery>): string[] {
  const views = viewsFor(query);
  return tickets
    .filter((ticket) => views.includes(viewOf(ticket)) && ticket.priority === (query.priority ?? ticket.priority))
    .filter(({ customer }) => query.customer === undefined || customer?.id === query.customer)
    .filter(({ assignee }) => query.assignee === undefined || assignee === query.assignee)
    .map((ticket) => ({ id: ticket.id, place: viewKeyOf(ticket) }))
    .filter(({ place }) => place >= (query.since ?? ''))
    .sort((a, b) => (a.place < b.place === !query.isNewestFirst ? -1 : 1))
    .map(({ id }) => id);
}

async function pages(table: Table, query: TicketQuery, most: number): Promise<TicketPage[]> {
  const found: TicketPage[] = [];
  for (let cursor: string | undefined; found.length < most; ) {
    const page = await listTickets(table, log, { ...query, ...(cursor && { cursor }) });
    found.push(page);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  return found;
}

const idsIn = (found: readonly TicketPage[]) => found.map(({ cards }) => cards.map(({ id }) => id));

describe('a list of a hundred thousand tickets', () => {
  const LIMIT = 50;
  let tickets: Ticket[];
  let double: Awaited<ReturnType<typeof queryDouble>>;
  let table: Table;
  beforeAll(async () => {
    tickets = await ticketsFor(100_000);
    double = await queryDouble(tickets.map(ticketItem));
    table = tableAt(double.url);
  });
  afterAll(() => double.close());

  it.each(FILTERS)(
    'by %o costs at most twenty queries a page, and none reads more than its page (A11)',
    async (filter) => {
      const all = idsOf(tickets, filter);
      expect(all.length).toBeGreaterThan(2_000);
      for (const cursor of [undefined, placeAfter(all, tickets, Math.floor(all.length / 2))]) {
        double.asked.length = 0;
        const page = await listTickets(table, log, { ...filter, limit: LIMIT, ...(cursor && { cursor }) });
        const from = cursor ? Math.floor(all.length / 2) : 0;
        expect(page.cards.map(({ id }) => id)).toEqual(all.slice(from, from + LIMIT));
        expect(page.next).toBeDefined();
        expect(double.asked.length).toBeGreaterThan(0);
        expect(double.asked.length).toBeLessThanOrEqual(20);
        // One more than the page, by which it knows whether another follows.
        const tooMuch = double.asked.filter(
          ({ read, limit, filter }) => read > LIMIT + 1 || limit !== LIMIT + 1 || filter,
        );
        expect(tooMuch).toEqual([]);
      }
    },
  );

  it('is read whole, page after page, with none twice and none missing', async () => {
    const query = { state: 'closed', priority: 2 } as const;
    const found = idsIn(await pages(table, { ...query, limit: 100 }, 1_000));
    expect(found).toHaveLength(50);
    expect(found.flat()).toEqual(idsOf(tickets, query));
  });
});

describe('the double of Query that this is measured with', () => {
  const newTables = dynamoTables();

  it('answers as the emulator does, page by page, with each filter', async () => {
    const tickets = await ticketsFor(400);
    const items = tickets.map(ticketItem);
    const { tickets: emulated } = await newTables();
    await writeItems(emulated, items);
    const double = await queryDouble(items);
    const doubled = tableAt(double.url);
    for (const filter of FILTERS) {
      const [one, other] = [
        await pages(doubled, { ...filter, limit: 7 }, 4),
        await pages(emulated, { ...filter, limit: 7 }, 4),
      ];
      expect(one).toEqual(other);
    }
    await double.close();
  });
});

/** The cursor of the page that begins with the n-th of these tickets. */
function placeAfter(ids: readonly string[], tickets: readonly Ticket[], n: number): string {
  const before = tickets.find(({ id }) => id === ids[n - 1]) as Ticket;
  return Buffer.from(viewKeyOf(before)).toString('base64url');
}
