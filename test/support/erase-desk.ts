import type { EraseDesk } from '../../infra/cli/erase/erase-desk.ts';
import type { Table } from '../../shared/aws/table.ts';
import type { MemoryDesk } from './memory-desk.ts';
import type { StoredFiles } from './memory-files.ts';
import { tableDesk } from './table-desk.ts';

/** A desk with its stores in these tables and its bucket in memory, with an admin's rights. `erased`: keys in the order in which they went. */
export async function eraseDesk(tables: {
  tickets: Table;
  people: Table;
}): Promise<EraseDesk & { desk: MemoryDesk; erased: string[] }> {
  const { desk } = await tableDesk(tables);
  const erased: string[] = [];
  return { desk, ...tables, bucket: memoryBucketOf(desk.stored, erased), erased };
}

/** The bucket in memory as an admin has it; it has no versions. `storedAt`: when an object was stored (ISO, UTC). */
export function memoryBucketOf(
  stored: StoredFiles,
  erased: string[] = [],
  storedAt: (key: string) => string = () => '2026-11-30T08:00:00.000Z',
): EraseDesk['bucket'] {
  const keys = (prefix: string) => [...stored.keys()].filter((key) => key.startsWith(prefix)).sort();
  return {
    async erase(key) {
      const isThere = stored.delete(key);
      if (isThere) erased.push(key);
      return Number(isThere);
    },
    async *below(prefix) {
      for (const key of keys(prefix)) yield { key, at: storedAt(key) };
    },
    everBelow: async (prefix) => keys(prefix),
  };
}
