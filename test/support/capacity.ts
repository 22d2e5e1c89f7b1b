import { isDeepStrictEqual } from 'node:util';
import { sizeOfItem } from '../../shared/aws/item-size.ts';

/*
 * What DynamoDB charges for, in units:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html and, of indexes,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations
 */

type Item = Record<string, unknown>;

/** Names of the key attributes of an index, and of what else its entries hold; `all` of it for a projection of everything. */
export type IndexShape = { keys: string[]; include: string[] | 'all' };
export type TableShape = { keys: string[]; indexes: IndexShape[] };

const WRITE_UNIT = 1024;
const READ_UNIT = 4096;

/** A write that took place: the larger of the item before and after it, and each entry of an index that it changed. */
export function writeUnits(table: TableShape, before: Item | undefined, after: Item | undefined): number {
  return [...writeUnitsByKey(table, before, after).values()].reduce((sum, units) => sum + units, 0);
}

/** The same by the partition keys that it falls upon, as `pk TICKET#T-00000000` or `view waiting#3`. */
export function writeUnitsByKey(
  table: TableShape,
  before: Item | undefined,
  after: Item | undefined,
): Map<string, number> {
  const [pk = ''] = table.keys;
  const units = new Map([[`${pk} ${(after ?? before)?.[pk]}`, refusedWriteUnits(before, after)]]);
  for (const index of table.indexes) {
    const [partition = ''] = index.keys;
    for (const [entry, cost] of entryUnits(index, entryOf(table, index, before), entryOf(table, index, after))) {
      const key = `${partition} ${entry[partition]}`;
      units.set(key, (units.get(key) ?? 0) + cost);
    }
  }
  return units;
}

/** A write whose condition did not hold: as one that did, without the indexes. */
export function refusedWriteUnits(before: Item | undefined, after: Item | undefined): number {
  return writeUnitsOf(Math.max(sizeOfItem(before ?? {}), sizeOfItem(after ?? {})));
}

/** One read of so many bytes, be it of nothing. A query's items are added up before they are rounded. */
export function readUnits(bytes: number, isConsistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT)) * (isConsistent ? 1 : 0.5);
}

/** What of an item stands in an index; undefined when it lacks a key of it. */
function entryOf({ keys }: TableShape, index: IndexShape, item: Item | undefined): Item | undefined {
  if (!item || index.keys.some((key) => item[key] === undefined)) return undefined;
  if (index.include === 'all') return item;
  const names = new Set([...keys, ...index.keys, ...index.include]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)));
}

/** An entry that moves is taken away and made; one that stays as it is costs nothing. */
function entryUnits({ keys }: IndexShape, before: Item | undefined, after: Item | undefined): [Item, number][] {
  const whole = (entry: Item): [Item, number] => [entry, writeUnitsOf(sizeOfItem(entry))];
  if (!before || !after) return [before ?? after].filter((entry) => entry !== undefined).map(whole);
  if (keys.some((key) => before[key] !== after[key])) return [whole(before), whole(after)];
  if (isDeepStrictEqual(before, after)) return [];
  return [[after, writeUnitsOf(Math.max(sizeOfItem(before), sizeOfItem(after)))]];
}

function writeUnitsOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT));
}
