import { describe, expect, it } from 'vitest';
import { targetKey, toldKey } from '../../../shared/aws/keys.ts';
import { targetTable } from '../../../shared/aws/targets-table.ts';
import { tellingTable } from '../../../shared/aws/telling-items.ts';
import type { TargetDirectory, Tellings } from '../../../shared/targets/ports.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { memoryDesk } from '../../support/memory-desk.ts';
import { memoryDirectory, memoryTellings } from '../../support/memory-targets.ts';
import { writeItems } from '../../support/table-desk.ts';
import { targetOf } from '../../support/told.ts';

const newTables = dynamoTables();
const { log, lines } = memoryDesk();
const at = (time: string) => `2026-11-30T${time}:00.000Z`;

describe.each<[string, () => Promise<TargetDirectory>]>([
  ['in DynamoDB', async () => targetTable((await newTables()).people, log)],
  ['in memory', async () => memoryDirectory()],
])('targets %s', (_, open) => {
  it('are those that were put and not removed, as they were put', async () => {
    const targets = await open();
    const turn = {
      list: 'night',
      place: 1,
      hours: { mon: [['09:00', '17:00']] as [string, string][] },
      timeZone: 'Europe/Rome',
    };
    await targets.put(targetOf('ops'));
    await targets.put(targetOf('lead', { kind: 'mail', language: 'it', turn, paused: at('08:00') }));
    await targets.put(targetOf('ops', { kind: 'teams' }));
    expect(await targets.list()).toEqual([
      targetOf('lead', { kind: 'mail', language: 'it', turn, paused: at('08:00') }),
      targetOf('ops', { kind: 'teams' }),
    ]);
    await targets.remove('ops');
    await targets.remove('none');
    expect((await targets.list()).map(({ name }) => name)).toEqual(['lead']);
  });
});

it('a target that cannot be read hides no other, and is in the log', async () => {
  const { people } = await newTables();
  const targets = targetTable(people, log);
  await targets.put(targetOf('ops'));
  await writeItems(people, [{ ...targetKey('odd'), name: 'odd', kind: 'pigeon' }]);
  expect((await targets.list()).map(({ name }) => name)).toEqual(['ops']);
  expect(lines.at(-1)).toMatchObject({ level: 'error', details: { item: 'TARGETS odd' } });
  expect(await targets.all()).toEqual({ targets: [targetOf('ops')], unreadable: ['odd'] });
});

describe.each<[string, () => Promise<Tellings>]>([
  ['in DynamoDB', async () => tellingTable((await newTables()).tickets, log)],
  ['in memory', async () => memoryTellings()],
])('what targets were told %s', (_, open) => {
  it('is known by target and event', async () => {
    const tellings = await open();
    await tellings.note('ops', 'T-1.7.0', 'sent', at('08:00'));
    expect(await tellings.told('ops', 'T-1.7.0')).toBe('sent');
    expect(await tellings.told('ops', 'T-1.7.1')).toBeUndefined();
    expect(await tellings.told('lead', 'T-1.7.0')).toBeUndefined();
  });

  it('is not on its way any more once it is known what became of it', async () => {
    const tellings = await open();
    await tellings.note('night', 'T-1.7.0', 'queued', at('08:00'));
    expect(await tellings.told('night', 'T-1.7.0')).toBe('queued');
    await tellings.note('night', 'T-1.7.0', 'refused', at('08:01'));
    await tellings.note('night', 'T-1.7.0', 'queued', at('08:02'));
    expect(await tellings.told('night', 'T-1.7.0')).toBe('refused');
  });

  it('says since when one waits for another of its list, until it is known what became of it', async () => {
    const tellings = await open();
    expect(await tellings.waitsSince('night', 'T-1.7.0', at('08:00'))).toBe(at('08:00'));
    expect(await tellings.waitsSince('night', 'T-1.7.0', at('08:04'))).toBe(at('08:00'));
    expect(await tellings.waitsSince('night', 'T-1.8.0', at('08:04'))).toBe(at('08:04'));
    expect(await tellings.told('night', 'T-1.7.0')).toBeUndefined();
    await tellings.note('night', 'T-1.7.0', 'queued', at('08:05'));
    expect(await tellings.told('night', 'T-1.7.0')).toBe('queued');
  });

  it('says since when a target fails, how often and why, until it is well', async () => {
    const tellings = await open();
    await tellings.well('ops', at('07:00'));
    await tellings.failed('ops', at('08:00'), 'it answered 500');
    await tellings.failed('ops', at('09:00'), 'it answered 503');
    await tellings.failed('lead', at('09:00'), 'gone', { isGone: true, isAside: true });
    const failing = {
      name: 'ops',
      lastOk: at('07:00'),
      failingSince: at('08:00'),
      lastFailed: at('09:00'),
      failures: 2,
      why: 'it answered 503',
    };
    expect(await tellings.health()).toEqual([
      {
        name: 'lead',
        failingSince: at('09:00'),
        lastFailed: at('09:00'),
        failures: 1,
        why: 'gone',
        isGone: true,
        isAside: true,
      },
      failing,
    ]);
    expect(await tellings.giveUp('ops', at('10:00'))).toBe(true);
    expect((await tellings.health())[1]).toEqual({ ...failing, givenUp: at('10:00') });
    await tellings.well('ops', at('11:00'));
    expect((await tellings.health())[1]).toEqual({ name: 'ops', lastOk: at('11:00') });
  });

  it('says whether what failed last is set aside', async () => {
    const tellings = await open();
    const isAside = async () => (await tellings.health())[0]?.isAside;
    await tellings.failed('ops', at('08:00'), 'it answered 400', { isAside: true });
    expect(await isAside()).toBe(true);
    await tellings.failed('ops', at('09:00'), 'it answered 500');
    expect(await isAside()).toBeUndefined();
    await tellings.failed('ops', at('09:00'), 'it answered 400', { isAside: true });
    await tellings.well('ops', at('10:00'));
    expect(await isAside()).toBeUndefined();
  });

  it('gives up none that is well again, or gone', async () => {
    const tellings = await open();
    await tellings.well('ops', at('07:00'));
    expect(await tellings.giveUp('ops', at('10:00'))).toBe(false);
    expect(await tellings.giveUp('none', at('10:00'))).toBe(false);
    await tellings.forget('ops');
    expect(await tellings.health()).toEqual([]);
  });
});

it('what a target was told goes by itself after two weeks', async () => {
  const { tickets } = await newTables();
  await tellingTable(tickets, log).note('ops', 'T-1.7.0', 'sent', at('08:00'));
  const { GetCommand } = await import('@aws-sdk/lib-dynamodb');
  const { Item } = await tickets.client.send(
    new GetCommand({ TableName: tickets.name, Key: toldKey('ops', 'T-1.7.0') }),
  );
  expect(Item?.ttl).toBe(Date.parse('2026-12-14T08:00:00.000Z') / 1000);
});
