import type { Item } from '../../shared/aws/table.ts';
import { INDEX, TABLE_KEY } from '../../shared/names.ts';
import { writeUnitsByKey } from '../support/capacity.ts';
import type { OnWrite } from '../support/memory-items.ts';
import type { VirtualTime } from './virtual-time.ts';

const SHAPE = {
  keys: [TABLE_KEY.partition, TABLE_KEY.sort],
  indexes: Object.values(INDEX).map(({ partition, sort, include }) => ({
    keys: [partition, sort],
    include: [...include],
  })),
};

/** Write units of keys of a kind: of one key in its busiest second, of the busiest key in all, and of all of them. */
export type KeyUnits = { most: number; hottest: number; sum: number };

/**
 * Counts the write units of each partition key, of the table and of its indexes, by what the desk writes. A kind is a key without what tells one ticket, reader or customer from the other.
 */
export function hotKeys(time: VirtualTime): { onWrite: OnWrite; read(): Map<string, KeyUnits> } {
  const kinds = new Map<string, KeyUnits>();
  const sums = new Map<string, number>();
  let second = 0;
  let current = new Map<string, number>();
  const note = (key: string, units: number) => {
    const kind = kindOf(key);
    const { most = 0, hottest = 0, sum = 0 } = kinds.get(kind) ?? {};
    const ofKey = (sums.get(key) ?? 0) + units;
    sums.set(key, ofKey);
    kinds.set(kind, { most: Math.max(most, units), hottest: Math.max(hottest, ofKey), sum: sum + units });
  };
  const close = () => {
    let all = 0;
    for (const [key, units] of current) {
      all += units;
      note(key, units);
    }
    if (all > 0) note(ALL_KEYS, all);
    current = new Map();
  };
  return {
    onWrite(before: Item | undefined, after: Item) {
      const now = Math.floor(time.now().getTime() / 1000);
      if (now !== second) close();
      second = now;
      for (const [key, units] of writeUnitsByKey(SHAPE, before, after))
        current.set(key, (current.get(key) ?? 0) + units);
    },
    read() {
      close();
      return kinds;
    },
  };
}

/** Under which the units of the whole table are counted. */
export const ALL_KEYS = 'all keys';

function kindOf(key: string): string {
  return key
    .replace(/^(pk [A-Z_]+#|customerId |assigneeId |mailId ).*/, '$1…')
    .replace(/^(dueShard NOTICES#).*/, '$1…');
}
