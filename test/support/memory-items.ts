import type { Item } from '../../shared/aws/table.ts';

/** Told of each write, with the item as it was before it. */
export type OnWrite = (before: Item | undefined, after: Item) => void;

/** The items of a table by their name, `<pk> <sk>`. As a table does, it reads one partition without looking at the others. */
export class MemoryItems extends Map<string, Item> {
  readonly #partitions = new Map<unknown, Map<string, Item>>();
  readonly #onWrite: OnWrite;

  constructor(onWrite: OnWrite = () => {}) {
    super();
    this.#onWrite = onWrite;
  }

  override set(name: string, item: Item): this {
    this.#onWrite(this.get(name), item);
    const partition = this.#partitions.get(item.pk) ?? new Map<string, Item>();
    this.#partitions.set(item.pk, partition.set(name, item));
    return super.set(name, item);
  }

  /** The items of one partition, in the order in which they were made. */
  partition(pk: unknown): Item[] {
    return [...(this.#partitions.get(pk)?.values() ?? [])];
  }
}
