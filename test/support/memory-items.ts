import type { Item } from '../../shared/aws/table.ts';

/** Told of each write, with the item as it was before it. */
export type OnWrite = (before: Item | undefined, after: Item) => void;

/** The items of a table by their name, `<pk> <sk>`. As a table does, it reads one partition without looking at the others. */
export class MemoryItems extends Map<string, Item> {
  readonly #partitions = new Map<unknown, Map<string, Item>>();
  /** The names of each partition, in the order of their sort keys. */
  readonly #sorted = new Map<unknown, string[]>();
  readonly #onWrite: OnWrite;

  constructor(onWrite: OnWrite = () => {}) {
    super();
    this.#onWrite = onWrite;
  }

  override set(name: string, item: Item): this {
    this.#onWrite(this.get(name), item);
    const partition = this.#partitions.get(item.pk) ?? new Map<string, Item>();
    if (!partition.has(name)) this.#sort(item.pk, name);
    this.#partitions.set(item.pk, partition.set(name, item));
    return super.set(name, item);
  }

  #sort(pk: unknown, name: string): void {
    const names = this.#sorted.get(pk) ?? [];
    this.#sorted.set(pk, names);
    names.splice(placeOf(names, name), 0, name);
  }

  /** The items of one partition, in the order in which they were made. */
  partition(pk: unknown): Item[] {
    return [...(this.#partitions.get(pk)?.values() ?? [])];
  }

  /** The items of one partition whose sort keys are from `first` to `last`, in the order of these: none of the others is looked at. */
  between(pk: unknown, first: string, last: string): Item[] {
    const names = this.#sorted.get(pk) ?? [];
    const found: Item[] = [];
    for (
      let at = placeOf(names, `${pk} ${first}`);
      at < names.length && (names[at] as string) <= `${pk} ${last}`;
      at += 1
    ) {
      const item = this.#partitions.get(pk)?.get(names[at] as string);
      if (item) found.push(item);
    }
    return found;
  }
}

/** Where a name stands among sorted ones, or would stand. */
function placeOf(names: readonly string[], name: string): number {
  let [low, high] = [0, names.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] as string) < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
