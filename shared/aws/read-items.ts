import type * as z from 'zod';
import { METRIC } from '../names.ts';
import type { Log } from '../ticket/ports.ts';
import { UnreadableItem } from '../ticket/ticket-store.ts';
import type { Item } from './table.ts';

/**
 * An item as its schema has it. Throws `UnreadableItem`, after it was logged and counted: it names the item by its key and says
 * nothing of what is in it.
 */
export function readItem<Schema extends z.ZodType>(log: Log, schema: Schema, item: Item): z.output<Schema> {
  const name = `${item.pk} ${item.sk}`;
  const [read] = readItems(log, schema, [item], { nameOf: () => name }).read;
  if (read !== undefined) return read;
  throw new UnreadableItem(`the item ${name}`);
}

/**
 * Those of the items that can be read, and the names of the others, which are logged and counted: one broken item must not
 * hide all the sound ones beside it. `part` is what of an item the schema is about.
 */
export function readItems<Schema extends z.ZodType>(
  log: Log,
  schema: Schema,
  items: readonly Item[],
  { nameOf, part = (item) => item }: { nameOf: (item: Item) => string; part?: (item: Item) => unknown },
): { read: z.output<Schema>[]; unreadable: string[] } {
  const read: z.output<Schema>[] = [];
  const unreadable: string[] = [];
  for (const item of items) {
    const parsed = schema.safeParse(part(item));
    if (parsed.success) read.push(parsed.data);
    else unreadable.push(nameOf(item));
  }
  for (const name of unreadable) {
    log.error('an item cannot be read', { item: name });
    log.count(METRIC.unreadableItem);
  }
  return { read, unreadable };
}
