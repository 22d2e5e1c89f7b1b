import { sizeOf, sizeOfItem } from '../../../shared/aws/item-size.ts';
import { violated } from './violations.ts';

/** Bytes, of https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html. */
const MOST = { item: 400 * 1024, partitionKey: 2048, sortKey: 1024 };

/** The key attributes of a table or an index; all of them are strings here. */
export type KeyNames = { name: string; partition: string; sort?: string | undefined };

type Item = Record<string, unknown>;

/**
 * For stores in memory: throws the `ValidationException` that DynamoDB would answer to an item, and notes the violation.
 * `item` is as the document client takes it; `keys` are the table's and those of its indexes.
 */
export function checkItem(item: Item, keys: readonly KeyNames[]): void {
  const fault = itemFault(item, keys);
  if (fault === undefined) return;
  violated({ service: 'DynamoDB', rule: fault });
  throw Object.assign(new Error(fault), { name: 'ValidationException', $fault: 'client' });
}

/**
 * What DynamoDB finds wrong with an item as a whole, or with the keys of a request; undefined for what it takes. An item may
 * lack keys of an index; those it has are held to the rules.
 */
export function itemFault(item: Item, keys: readonly KeyNames[]): string | undefined {
  if (sizeOfItem(item) > MOST.item) return 'Item size has exceeded the maximum allowed size';
  const faults = keys.flatMap(({ name, partition, sort }) => [
    keyFault(item, name, partition, 'partitionKey'),
    sort === undefined ? undefined : keyFault(item, name, sort, 'sortKey'),
  ]);
  return faults.find((fault) => fault !== undefined);
}

function keyFault(item: Item, index: string, key: string, kind: 'partitionKey' | 'sortKey'): string | undefined {
  if (item[key] === undefined) return undefined;
  const size = sizeOf(item[key]);
  const invalid = 'One or more parameter values were invalid:';
  if (size === 0) {
    return `${invalid} The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${index}, IndexKey: ${key}`;
  }
  if (size <= MOST[kind]) return undefined;
  return kind === 'partitionKey'
    ? `${invalid} Size of hashkey has exceeded the maximum size limit of 2048 bytes. IndexName: ${index}, IndexKey: ${key}`
    : `${invalid} Aggregated size of all range keys has exceeded the size limit of 1024 bytes. IndexName: ${index}, IndexKey: ${key}`;
}
