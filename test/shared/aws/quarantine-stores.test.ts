import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { quarantineTable } from '../../../shared/aws/quarantine-table.ts';
import { sendCounterTable } from '../../../shared/aws/send-counter.ts';
import type { Table } from '../../../shared/aws/table.ts';
import type { SendCounter } from '../../../shared/ticket/caps.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { type QuarantineEntry, type QuarantineStore, quarantineIdFor } from '../../../shared/ticket/quarantine.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryDesk } from '../../support/memory-desk.ts';

type Stores = Pick<Desk, 'quarantine' | 'sendCounter'>;

const newTables = dynamoTables();
let table: Table;

async function freshTable(): Promise<Stores> {
  table = (await newTables()).tickets;
  const { log } = memoryDesk();
  const now = () => new Date('2026-11-30T20:00:00.000Z');
  return { quarantine: quarantineTable(table, log, now), sendCounter: sendCounterTable(table) };
}

const stores: [string, () => Promise<Stores>][] = [
  ['in DynamoDB', freshTable],
  ['in memory', async () => memoryDesk()],
];

/** A held mail that came in this minute. */
function held(minute: number, change: Partial<QuarantineEntry> = {}): QuarantineEntry {
  const receivedAt = `2026-11-30T08:${String(minute).padStart(2, '0')}:00.000Z`;
  const id = `ses-${minute}`;
  return {
    id: quarantineIdFor({ id, receivedAt }),
    at: receivedAt,
    reason: 'spam',
    from: 'eve@evil.example',
    subject: `mail ${minute}`,
    state: 'held',
    received: {
      id,
      receivedAt,
      raw: `raw/${id}`,
      envelopeFrom: 'eve@evil.example',
      recipients: ['help@support.example'],
      authenticated: false,
      verdicts: { spam: 'FAIL', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' },
      header: {},
    },
    ...change,
  };
}

// The same contract twice: what the use cases are tested with must behave as what they run on.
describe.each(stores)('the quarantine %s', (_, open) => {
  let quarantine: QuarantineStore;
  beforeEach(async () => {
    quarantine = (await open()).quarantine;
  });

  it('takes an entry once and gives it back as it was', async () => {
    expect(await quarantine.add(held(1))).toBe(true);
    expect(await quarantine.add(held(1, { subject: 'other' }))).toBe(false);
    expect(await quarantine.get(held(1).id)).toEqual(held(1));
    expect(await quarantine.get(held(2).id)).toBeUndefined();
  });

  it('lists newest first, page by page, whatever the order they came in', async () => {
    for (const minute of [3, 1, 5, 2, 4]) await quarantine.add(held(minute));
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const { entries, next } = await quarantine.list({ limit: 2, cursor });
      pages.push(entries.map(({ subject }) => subject));
      cursor = next;
    } while (cursor !== undefined);
    expect(pages).toEqual([['mail 5', 'mail 4'], ['mail 3', 'mail 2'], ['mail 1']]);
  });

  it('lists what is held, or what was released, a full page each', async () => {
    for (const minute of [1, 2, 3, 4, 5, 6]) await quarantine.add(held(minute));
    for (const minute of [6, 5, 3]) await quarantine.markReleased(held(minute).id, { by: 'agent:ada', at: held(9).at });
    const subjects = async (state: QuarantineEntry['state'], limit: number) =>
      (await quarantine.list({ state, limit })).entries.map(({ subject }) => subject);
    expect(await subjects('held', 2)).toEqual(['mail 4', 'mail 2']);
    expect(await subjects('held', 9)).toEqual(['mail 4', 'mail 2', 'mail 1']);
    expect(await subjects('released', 9)).toEqual(['mail 6', 'mail 5', 'mail 3']);
  });

  it('leaves nothing out when what is asked for is far back among other entries', async () => {
    await quarantine.add(held(0));
    await quarantine.markReleased(held(0).id, { by: 'agent:ada', at: held(9).at });
    const base = Date.parse('2026-11-30T09:00:00.000Z');
    for (let number = 0; number < 250; number += 1) {
      const receivedAt = new Date(base + number * 1000).toISOString();
      await quarantine.add(held(1, { id: quarantineIdFor({ id: `flood ${number}`, receivedAt }), at: receivedAt }));
    }
    expect((await quarantine.list({ state: 'released', limit: 1 })).entries).toMatchObject([{ id: held(0).id }]);
  });

  it('lets one of two release an entry, and nobody one that is not there', async () => {
    await quarantine.add(held(1));
    const at = '2026-11-30T09:00:00.000Z';
    expect(await quarantine.markReleased(held(1).id, { by: 'agent:ada', at })).toBe(true);
    expect(await quarantine.markReleased(held(1).id, { by: 'agent:bruno', at })).toBe(false);
    expect(await quarantine.markReleased(held(2).id, { by: 'agent:ada', at })).toBe(false);
    expect(await quarantine.get(held(1).id)).toEqual({
      ...held(1),
      state: 'released',
      releasedBy: 'agent:ada',
      releasedAt: at,
    });
    expect(await quarantine.get(held(2).id)).toBeUndefined();
  });

  it('refuses a cursor that is none of its own', async () => {
    await expect(quarantine.list({ limit: 1, cursor: 'T-00000000' })).rejects.toMatchObject({ status: 400 });
  });
});

describe.each(stores)('the count of sent mails %s', (_, open) => {
  let counter: SendCounter;
  beforeEach(async () => {
    counter = (await open()).sendCounter;
  });
  const anna = 'anna@rossi.example';

  it('counts each recipient for itself, however the address is written', async () => {
    await counter.count(anna, '2026-11-30T08:00:00.000Z', 'notice');
    await counter.count('bea@rossi.example', '2026-11-30T08:00:01.000Z', 'notice');
    await counter.count('Anna@Rossi.example', '2026-11-30T08:00:02.000Z', 'notice');
    expect(await counter.recent(anna, '2026-11-30T08:00:03.000Z')).toEqual({
      tenMinutes: 2,
      day: 2,
      acknowledgements: 0,
    });
  });

  it('counts the acknowledgements among them', async () => {
    await counter.count(anna, '2026-11-30T08:00:00.000Z', 'acknowledgement');
    await counter.count(anna, '2026-11-30T08:00:01.000Z', 'notice');
    expect(await counter.recent(anna, '2026-11-30T08:00:02.000Z')).toEqual({
      tenMinutes: 2,
      day: 2,
      acknowledgements: 1,
    });
  });

  it('looks back ten minutes exactly, and to the start of the UTC day', async () => {
    await counter.count(anna, '2026-11-30T23:40:00.000Z', 'acknowledgement');
    await counter.count(anna, '2026-11-30T23:45:00.000Z', 'acknowledgement');
    const at = (instant: string) => counter.recent(anna, instant);
    expect(await at('2026-11-30T23:49:59.999Z')).toEqual({ tenMinutes: 2, day: 2, acknowledgements: 2 });
    expect(await at('2026-11-30T23:50:00.000Z')).toEqual({ tenMinutes: 1, day: 2, acknowledgements: 1 });
    expect(await at('2026-12-01T00:00:00.000Z')).toEqual({ tenMinutes: 0, day: 0, acknowledgements: 0 });
  });

  it('loses none of many at once', async () => {
    const at = '2026-11-30T08:00:00.000Z';
    await Promise.all(Array.from({ length: 20 }, () => counter.count(anna, at, 'notice')));
    expect((await counter.recent(anna, at)).day).toBe(20);
  });
});

describe('the item of a count', () => {
  it('expires a day after its own', async () => {
    const { sendCounter } = await freshTable();
    await sendCounter.count('anna@rossi.example', '2026-11-30T08:00:00.000Z', 'notice');
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: { pk: 'SENT#anna@rossi.example', sk: '2026-11-30' } }),
    );
    expect(Item?.ttl).toBe(Date.parse('2026-12-02T00:00:00.000Z') / 1000);
  });

  it('stops growing, and then says more than any cap', async () => {
    const { sendCounter } = await freshTable();
    const at = '2026-11-30T08:00:00.000Z';
    for (let done = 0; done < 1_000; done += 100) {
      await Promise.all(Array.from({ length: 100 }, () => sendCounter.count('loop@evil.example', at, 'notice')));
    }
    await sendCounter.count('loop@evil.example', at, 'notice');
    expect(await sendCounter.recent('loop@evil.example', at)).toEqual({
      tenMinutes: 1_000,
      day: 1_000,
      acknowledgements: 0,
    });
  });
});
