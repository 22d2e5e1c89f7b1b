import { describe, expect, it } from 'vitest';
import { sizeOfItem } from '../../../shared/aws/item-size.ts';
import { wordEntryKey } from '../../../shared/aws/keys.ts';
import { wordTable } from '../../../shared/aws/word-table.ts';
import type { WordStore } from '../../../shared/ticket/word-store.ts';
import { dynamoTables } from '../../support/dynamo-tables.ts';
import { deskOf } from '../../support/stories.ts';

const newTables = dynamoTables();
const IMPLEMENTATIONS: [string, () => Promise<WordStore>][] = [
  ['in DynamoDB', async () => wordTable((await newTables()).tickets, deskOf().log)],
  ['in memory', async () => deskOf().words],
];
const ONE = { ticket: 'T-11111111', at: '2026-11-30T08:00:00.000Z' };
const TWO = { ticket: 'T-22222222', at: '2026-11-30T09:00:00.000Z' };
const MOST = 1_000;

describe.each(IMPLEMENTATIONS)('words %s', (_, open) => {
  it('are found whole, newest first, or by how they begin, and not by less', async () => {
    const words = await open();
    await words.enter(ONE, ['server', 'server01', 'it']);
    await words.enter(TWO, ['server', 'serv']);
    await words.enter(TWO, ['server']);
    const find = async (word: string, isBeginning: boolean, most = MOST) =>
      (await words.find(word, { isBeginning, most })).map((hit) => [hit.word, hit.ticket]);
    expect(await find('server', false)).toEqual([
      ['server', TWO.ticket],
      ['server', ONE.ticket],
    ]);
    expect((await find('serv', true)).sort()).toEqual([
      ['serv', TWO.ticket],
      ['server', ONE.ticket],
      ['server', TWO.ticket],
      ['server01', ONE.ticket],
    ]);
    expect(await find('server', false, 1)).toEqual([['server', TWO.ticket]]);
    expect(await find('it', false)).toEqual([['it', ONE.ticket]]);
    expect(await find('ser', false)).toEqual([]);
  });

  it('go where they are taken out, and nowhere else', async () => {
    const words = await open();
    await words.enter(ONE, ['door', 'key']);
    await words.enter(TWO, ['door']);
    await words.takeOut(ONE, ['door', 'never']);
    expect(await words.find('door', { isBeginning: false, most: MOST })).toEqual([{ word: 'door', ...TWO }]);
    expect(await words.find('key', { isBeginning: false, most: MOST })).toEqual([{ word: 'key', ...ONE }]);
  });

  it('have one record a ticket, written over the version before only', async () => {
    const words = await open();
    const record = { ...ONE, words: 'door key', version: 1, open: true } as const;
    expect(await words.of(ONE.ticket)).toBeUndefined();
    expect(await words.save(record)).toBe(true);
    expect(await words.save(record)).toBe(false);
    expect(await words.save({ ...ONE, words: 'door', version: 3 })).toBe(false);
    expect(await words.save({ ...ONE, words: 'door', version: 2 })).toBe(true);
    expect(await words.of(ONE.ticket)).toEqual({ ...ONE, words: 'door', version: 2 });
    expect(await words.ofTickets([ONE.ticket, TWO.ticket])).toEqual(new Map([[ONE.ticket, new Set(['door'])]]));
  });

  it('are entered and read by the hundred', async () => {
    const words = await open();
    const many = Array.from({ length: 130 }, (_each, index) => ({ ...ONE, ticket: `T-${10_000_000 + index}` }));
    for (const each of many) await words.save({ ...each, words: 'door', version: 1 });
    const all = Array.from({ length: 60 }, (_each, index) => `word${index}`);
    await words.enter(ONE, all);
    expect(await words.find('word', { isBeginning: true, most: MOST })).toHaveLength(60);
    await words.takeOut(ONE, all.slice(30));
    expect(await words.find('word', { isBeginning: true, most: MOST })).toHaveLength(30);
    expect((await words.ofTickets(many.map(({ ticket }) => ticket))).size).toBe(130);
  });
});

it('an entry is a key and nothing else: no index sees it', () => {
  expect(sizeOfItem(wordEntryKey('impiant', ONE))).toBeLessThan(80);
});
