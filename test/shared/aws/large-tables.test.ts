import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Item, openTable, type Table } from '../../../shared/aws/table.ts';
import { ticketItem } from '../../../shared/aws/ticket-items.ts';
import { ticketTable } from '../../../shared/aws/ticket-table.ts';
import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { Priority } from '../../../shared/sla/terms.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import type { TicketQuery } from '../../../shared/ticket/ticket-store.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { meteredDynamo } from '../../support/metered-dynamo.ts';
import { deskOf, mailed, waitingTicket } from '../../support/stories.ts';

const newTables = dynamoTables();
/** An end of the wait for a hundred thousand items on a busy machine, in ms; nothing is measured by it. */
const SEEDED_BY = 900_000;

/** Writes items past the desk, so many side by side. */
async function putAll({ client, name }: Table, items: readonly Item[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, at) => items.slice(at * 25, at * 25 + 25));
  const worker = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) {
      const requests = batch.map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

const numbered = (number: number) => `T-${String(number).padStart(8, '0')}`;

describe('a table of 100,000 tickets', () => {
  const MANY = 100_000;
  let meter: Awaited<ReturnType<typeof meteredDynamo>>;
  let metered: Table;

  beforeAll(async () => {
    const { tickets } = await newTables();
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const states: Partial<Ticket>[] = [
      { state: 'waiting' },
      { state: 'answered', lastPublic: { at: ticket.createdAt, by: 'customer' }, assignee: 'ada' },
      { state: 'closed', closedAt: ticket.createdAt },
    ];
    const items = Array.from({ length: MANY }, (_, number) => {
      const priority = ((number % 4) + 1) as Priority;
      const { pk, sk, view, viewKey, customerId, assigneeId, listKey, card } = ticketItem({
        ...ticket,
        ...states[number % 3],
        id: numbered(number),
        priority,
      });
      // What no list reads is left out.
      return { pk, sk, view, viewKey, customerId, listKey, card, ...(assigneeId !== undefined && { assigneeId }) };
    });
    await putAll(tickets, items);
    meter = await meteredDynamo(process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '');
    metered = openTable(new DynamoDBClient({ endpoint: meter.url }), tickets.name);
  }, SEEDED_BY);
  afterAll(() => meter.close());

  it.each<[string, Omit<TicketQuery, 'limit'>]>([
    ['no filter', {}],
    ['a state', { state: 'waiting' }],
    ['whom it awaits', { awaits: 'agent' }],
    ['a priority', { priority: 3 }],
    ['a customer', { customer: 'rossi' }],
    ['an assignee', { assignee: 'ada' }],
    ['a customer that has none', { customer: 'nobody' }],
  ])('lists a page by %s in twenty queries at most, and reads no further than a page of each', async (_, query) => {
    const store = ticketTable(metered, deskOf().log);
    meter.read();
    const first = await store.list({ ...query, limit: 50 });
    const { queries, queried } = meter.read();
    expect(queries).toBeLessThanOrEqual(20);
    expect(queried).toBeLessThanOrEqual(20 * 51);
    expect(first.cards).toHaveLength(query.customer === 'nobody' ? 0 : 50);
    if (first.next === undefined) return;
    await store.list({ ...query, limit: 50, cursor: first.next });
    expect(meter.read().queries).toBeLessThanOrEqual(20);
  });
});

describe('six hundred tickets that nobody can read', () => {
  it('starve no good one: not in the sweep, and not in the list', async () => {
    const { tickets } = await newTables();
    const memory = deskOf();
    const desk = { ...memory, tickets: ticketTable(tickets, memory.log) };
    const sample = await waitingTicket(memory, { priority: 1, silent: true });
    const items = Array.from({ length: 600 }, (_, number) => ({
      ...ticketItem({ ...sample, id: numbered(number) }),
      ...{ clock: 'broken', card: 'broken' },
    }));
    await putAll(tickets, items);
    memory.pass(60);
    const good = await waitingTicket(desk, { priority: 1, source: 'mail:good', silent: true });
    memory.setNow('2026-11-30T09:35:00.000Z');

    await expect(sweep(desk, takeInAgain)).rejects.toThrow('600 tickets could not be mended');
    expect(mailed(memory).sort()).toEqual(['ada@support.example', 'bruno@support.example']);

    const shown: string[] = [];
    let unreadable = 0;
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await desk.tickets.list({ state: 'waiting', limit: 100, ...(cursor && { cursor }) });
      shown.push(...page.cards.map(({ id }) => id));
      unreadable += page.unreadable.length;
      cursor = page.next;
    }
    expect(shown).toEqual([good.id]);
    expect(unreadable).toBe(600);
  });
});
