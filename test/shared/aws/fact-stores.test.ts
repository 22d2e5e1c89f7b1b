import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { factTable } from '../../../shared/aws/fact-table.ts';
import { sizeOfItem } from '../../../shared/aws/item-size.ts';
import type { Fact, FactStore } from '../../../shared/ticket/fact.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { deskOf } from '../../support/stories.ts';
import { writeItems } from '../../support/table-desk.ts';

const newTables = dynamoTables();
const IMPLEMENTATIONS: [string, () => Promise<FactStore>][] = [
  ['in DynamoDB', async () => factTable((await newTables()).tickets, deskOf().log)],
  ['in memory', async () => deskOf().facts],
];
const DAY = '2026-11-30';
const fact = (change: Partial<Fact> = {}): Fact => ({
  ticket: 'T-4F7K2M9Q',
  v: 3,
  opened: `${DAY}T08:00:00.000Z`,
  due: `${DAY}T10:00:00.000Z`,
  outcome: 'open',
  target: 7_200,
  priority: 1,
  plan: 'basic',
  channel: 'email',
  ...change,
});

describe.each(IMPLEMENTATIONS)('facts %s', (_, open) => {
  it('are one a ticket and day, the newest whatever order they came in', async () => {
    const facts = await open();
    expect(await facts.put(fact())).toBe(true);
    expect(await facts.put(fact({ v: 5, outcome: 'met' }))).toBe(true);
    expect(await facts.put(fact({ v: 4 }))).toBe(false);
    expect(await facts.put(fact({ v: 5, outcome: 'met' }))).toBe(true);
    await facts.put(fact({ ticket: 'T-11111111', opened: '2026-12-01T00:00:00.000Z' }));
    expect(await facts.ofDay(DAY)).toEqual({ facts: [fact({ v: 5, outcome: 'met' })], unreadable: [] });
    expect((await facts.ofDay('2026-12-01')).facts).toHaveLength(1);
    expect((await facts.ofDay('2026-12-02')).facts).toEqual([]);
  });

  it('go from a day that a ticket has left, and no older version brings them back', async () => {
    const facts = await open();
    await facts.put(fact());
    expect(await facts.drop(DAY, 'T-4F7K2M9Q', 2)).toBe(false);
    expect(await facts.drop(DAY, 'T-4F7K2M9Q', 4)).toBe(true);
    expect(await facts.put(fact())).toBe(false);
    expect((await facts.ofDay(DAY)).facts).toEqual([]);
    expect(await facts.put(fact({ v: 6 }))).toBe(true);
    expect((await facts.ofDay(DAY)).facts).toEqual([fact({ v: 6 })]);
  });
});

describe('the item of a fact', () => {
  it('is a third of a write unit, and none of an index', async () => {
    const { tickets } = await newTables();
    const whole = fact({
      outcome: 'met',
      responded: `${DAY}T09:00:00.000Z`,
      seconds: 3_600,
      customer: 'bianchi',
      agent: 'luca',
      door: 'sales@support.example',
    });
    await factTable(tickets, deskOf().log).put(whole);
    const { Item = {} } = await tickets.client.send(
      new GetCommand({ TableName: tickets.name, Key: { pk: `FACT#${DAY}`, sk: whole.ticket } }),
    );
    expect(sizeOfItem(Item)).toBeLessThan(350);
    expect(Object.keys(Item).sort()).toEqual(['pk', 'sk', ...Object.keys(whole)].sort());
  });

  it('that cannot be read is named by its ticket, and hides none beside it', async () => {
    const { tickets } = await newTables();
    const { log, lines } = deskOf();
    const facts = factTable(tickets, log);
    await facts.put(fact());
    await writeItems(tickets, [{ pk: `FACT#${DAY}`, sk: 'T-00000000', v: 1, opened: 'nonsense' }]);
    expect(await facts.ofDay(DAY)).toEqual({ facts: [fact()], unreadable: ['T-00000000'] });
    expect(lines).toHaveLength(1);
  });
});
