import { CUSTOMERS } from '../../../shared/aws/keys.ts';
import type { Item, Table } from '../../../shared/aws/table.ts';
import type { Io } from '../command.ts';
import { scan } from '../doctor/scan.ts';
import { showProgress } from '../progress.ts';
import type { Who } from './erased.ts';

const ADDRESS = /[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+/g;

/**
 * The erased whom an item of these tables names, found by hashing every address and every customer there; customers first: by their records their
 * people are found. Throws what a store says.
 */
export async function namedIn(
  tables: readonly Table[],
  isErased: (who: Who) => boolean,
  io: Pick<Io, 'stderr'>,
): Promise<Who[]> {
  const names = new Map<string, Who>();
  const seen = new Set<string>();
  const note = (name: string, who: Who) => {
    if (seen.has(name)) return;
    seen.add(name);
    if (isErased(who)) names.set(name, who);
  };
  const progress = showProgress(io.stderr);
  let looked = 0;
  for (const table of tables) {
    for await (const item of scan(table)) {
      progress.at(++looked);
      for (const id of customersIn(item)) note(`customer ${id}`, { customer: id });
      for (const [address] of JSON.stringify(item).matchAll(ADDRESS)) {
        note(address.toLowerCase(), { address: address.toLowerCase() });
      }
    }
  }
  progress.end();
  return [...names.values()].sort((a, b) => Number('address' in a) - Number('address' in b));
}

function customersIn({ pk, sk, customer }: Item): string[] {
  const { id } = (customer ?? {}) as { id?: unknown };
  return [...(pk === CUSTOMERS ? [String(sk)] : []), ...(typeof id === 'string' ? [id] : [])];
}
