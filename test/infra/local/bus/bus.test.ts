import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bus, startBus } from '../../../../infra/local/bus/bus.ts';
import { clientFor } from '../../../../infra/local/resources.ts';

const clock = { now: () => new Date('2026-11-30T08:00:00.123Z') };
const file = () => join(mkdtempSync(join(tmpdir(), 'desk-bus-')), 'events.jsonl');

let bus: Bus;
let client: EventBridgeClient;
beforeEach(async () => {
  bus = await startBus({ name: 'desk', clock });
  client = new EventBridgeClient(clientFor(bus.url));
});
afterEach(async () => {
  client.destroy();
  await bus.close();
});

const entry: PutEventsRequestEntry = {
  EventBusName: 'desk',
  Source: 'support-desk',
  DetailType: 'ticket.opened',
  Detail: '{"a":1}',
};
const put = (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries }));

/** As EventBridge answers (PutEvents, EventBridge API Reference). */
describe('the local bus', () => {
  it('gives targets the event as rules see it', async () => {
    const { FailedEntryCount, Entries } = await put({ ...entry, Time: new Date('2026-11-30T07:59:00.500Z') }, entry);
    expect(FailedEntryCount).toBe(0);
    expect(bus.events()).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'ticket.opened',
        source: 'support-desk',
        account: '000000000000',
        time: '2026-11-30T07:59:00Z',
        region: 'eu-west-1',
        resources: [],
        detail: { a: 1 },
      },
      expect.objectContaining({ time: '2026-11-30T08:00:00Z' }),
    ]);
  });

  it.each([
    ['no source', { Source: '' }, 'InvalidArgument'],
    ['no type', { DetailType: undefined }, 'InvalidArgument'],
    ['a type of 129 letters', { DetailType: 't'.repeat(129) }, 'InvalidArgument'],
    ['no detail', { Detail: undefined }, 'InvalidArgument'],
    ['a detail that is no object', { Detail: '[1]' }, 'MalformedDetail'],
    ['a detail that is no JSON', { Detail: '{' }, 'MalformedDetail'],
    ['a source of AWS', { Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
    ['another bus', { EventBusName: 'other' }, 'ResourceNotFoundException'],
  ])('says beside the others which entry it does not take: %s', async (_, change, code) => {
    const answer = await put(entry, { ...entry, ...change } as PutEventsRequestEntry, entry);
    expect(answer.FailedEntryCount).toBe(1);
    expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, code, undefined]);
    expect(bus.events()).toHaveLength(2);
  });

  it('takes no call with more than ten entries, none, or 256 kB', async () => {
    const many = Array.from({ length: 11 }, () => entry);
    const large = { ...entry, Detail: JSON.stringify({ a: 'x'.repeat(200_000) }) };
    await expect(put(...many)).rejects.toThrow('1 to 10 entries');
    await expect(put()).rejects.toThrow('1 to 10 entries');
    await expect(put(large, large)).rejects.toThrow('over the limit');
    expect(bus.events()).toEqual([]);
  });

  it('shows what came after so many, and whether all is there', async () => {
    await put(entry, { ...entry, DetailType: 'ticket.closed' });
    const answer = await (await fetch(`${bus.url}/events?after=1`)).json();
    expect(answer).toMatchObject({ isCurrent: true, count: 2, events: [{ 'detail-type': 'ticket.closed' }] });
  });

  it('has what came over a restart, in a file', async () => {
    const kept = file();
    const one = await startBus({ name: 'desk', clock, file: kept });
    const sender = new EventBridgeClient(clientFor(one.url));
    await sender.send(new PutEventsCommand({ Entries: [entry] }));
    await one.close();
    const other = await startBus({ name: 'desk', clock, file: kept });
    expect(other.events()).toEqual(one.events());
    sender.destroy();
    await other.close();
  });
});
