import { expect, it } from 'vitest';
import { readUnits, refusedWriteUnits, writeUnits, writeUnitsByKey } from './capacity.ts';

const table = {
  keys: ['pk', 'sk'],
  indexes: [
    { keys: ['view', 'viewKey'], include: ['card'] },
    { keys: ['mailId', 'pk'], include: [] },
    { keys: ['state', 'viewKey'], include: 'all' as const },
  ],
};
const item = (bytes: number, more: Record<string, unknown> = {}) => ({
  pk: 'T',
  sk: 'T',
  ...more,
  x: 'x'.repeat(bytes - 7),
});
const listed = { view: 'waiting#3', viewKey: '2026', card: 'as it was' };

// Each worked out by hand from the two pages that capacity.ts names.
it.each<[string, number, object | undefined, object | undefined]>([
  ['a new item of 1 kB', 1, undefined, item(1024)],
  ['a new item of a byte more', 2, undefined, item(1025)],
  ['a large item made small', 3, item(3000), item(100)],
  ['a large item deleted', 3, item(3000), undefined],
  ['a new item with an entry in an index', 2, undefined, item(100, listed)],
  ['a change that no index shows', 1, item(100, listed), item(200, listed)],
  ['a change that one index shows', 2, item(100, listed), item(100, { ...listed, card: 'other' })],
  ['an entry that moves', 3, item(100, listed), item(100, { ...listed, view: 'closed#3' })],
  ['an entry that goes', 2, item(100, listed), item(100, { view: 'waiting#3' })],
  ['an entry of keys only', 2, undefined, item(900, { mailId: 'm' })],
  ['an index that holds everything, of an item of 3 kB', 6, undefined, item(3000, { state: 's', viewKey: '2026' })],
  [
    'that index, when anything changes',
    6,
    item(2999, { state: 's', viewKey: 'k' }),
    item(3000, { state: 's', viewKey: 'k' }),
  ],
])('%s is %i write units', (_, units, before, after) => {
  expect(writeUnits(table, before as Record<string, unknown>, after as Record<string, unknown>)).toBe(units);
});

it('a refused write costs as much as the larger of what is there and what was to be', () => {
  expect(refusedWriteUnits(item(100), item(3000))).toBe(3);
  expect(refusedWriteUnits(item(5000), undefined)).toBe(5);
});

it('reads are counted by 4 kB, half when they may lag, and one of nothing as the smallest', () => {
  expect([readUnits(4096, true), readUnits(4097, true), readUnits(4097, false), readUnits(0, false)]).toEqual([
    1, 2, 1, 0.5,
  ]);
});

it('what a write costs falls upon the keys that it touches: an entry that moves, upon both', () => {
  const units = writeUnitsByKey(table, item(100, listed), item(100, { ...listed, view: 'closed#3' }));
  expect([...units]).toEqual([
    ['pk T', 1],
    ['view waiting#3', 1],
    ['view closed#3', 1],
  ]);
});
