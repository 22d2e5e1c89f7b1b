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
  const indexes = table.indexes.map((index) =>
    entryUnits(index, entryOf(table, index, before), entryOf(table, index, after)),
  );
  return refusedWriteUnits(before, after) + indexes.reduce((sum, units) => sum + units, 0);
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
function entryUnits({ keys }: IndexShape, before: Item | undefined, after: Item | undefined): number {
  if (!before || !after) return before || after ? writeUnitsOf(sizeOfItem(before ?? after ?? {})) : 0;
  const sizes = [sizeOfItem(before), sizeOfItem(after)] as const;
  if (keys.some((key) => before[key] !== after[key])) return writeUnitsOf(sizes[0]) + writeUnitsOf(sizes[1]);
  return isDeepStrictEqual(before, after) ? 0 : writeUnitsOf(Math.max(...sizes));
}

function writeUnitsOf(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT));
}
