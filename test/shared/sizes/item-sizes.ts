import { sizeOfItem } from '../../../shared/aws/item-size.ts';
import type { Item } from '../../../shared/aws/table.ts';
import { INDEX } from '../../../shared/names.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';

const LISTS = [INDEX.byView, INDEX.byCustomer, INDEX.byAssignee];

/** The largest of each kind that a desk has stored, in bytes as DynamoDB counts them. */
export type Largest = { ticket: number; message: number; batch: number; listEntry: number };

/** Looks at every item of the table of tickets, and at what the lists' indexes hold of it. */
export function largestItems({ items }: Pick<MemoryDesk, 'items'>): Largest {
  const all = [...items.values()];
  const most = (sizes: number[]) => sizes.reduce((largest, size) => Math.max(largest, size), 0);
  const ofKind = (prefix: string) => most(all.filter(({ sk }) => String(sk).startsWith(prefix)).map(sizeOfItem));
  return {
    ticket: ofKind('TICKET'),
    message: ofKind('MESSAGE#'),
    batch: ofKind('AUDIT#'),
    listEntry: most(all.flatMap(listEntries).map(sizeOfItem)),
  };
}

function listEntries(item: Item): Item[] {
  return LISTS.filter(({ partition }) => item[partition] !== undefined).map(({ partition, sort, include }) => {
    const names = ['pk', 'sk', partition, sort, ...include];
    return Object.fromEntries(names.map((name) => [name, item[name]]));
  });
}
