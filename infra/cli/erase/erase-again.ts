import { CUSTOMERS } from '../../../shared/aws/keys.ts';
import type { Item } from '../../../shared/aws/table.ts';
import type { Io } from '../command.ts';
import { scan } from '../doctor/scan.ts';
import { showProgress } from '../progress.ts';
import type { EraseDesk } from './erase-desk.ts';
import { erasePerson } from './erase-person.ts';
import type { ErasedPersons, Who } from './erased.ts';
import { findAll } from './find.ts';
import { type Person, personById } from './person.ts';
import { scanFor } from './scan.ts';

/** What erasing again found: whom the tables still had, and which items were left, by key or number. */
export type ErasedAgain = { persons: number; tickets: number; left: string[] };

const ADDRESS = /[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+/g;

/**
 * Erases again all who were erased before, from tables that know nothing of it: **a restored desk must not open before**. Who they are is found by
 * hashing every address and every customer that the tables name; what came after somebody was erased is theirs and stays. Open tickets are closed,
 * as they were then. Doing it again finds nobody. Throws what a store says.
 */
export async function eraseAgain(desk: EraseDesk, erased: ErasedPersons, io: Pick<Io, 'stderr'>): Promise<ErasedAgain> {
  const at = desk.desk.now().toISOString();
  const found: ErasedAgain = { persons: 0, tickets: 0, left: [] };
  if (erased.all.length === 0) return found;
  for (const who of await namedIn(desk, erased, io)) {
    const before = erased.erasedAt(who) ?? at;
    const person: Person =
      'customer' in who ? await personById(desk.desk, who.customer) : { addresses: [who.address], domains: [] };
    const { addresses, tickets, left } = await erasePerson(desk, person, await findAll(desk, person, before), {
      at,
      before,
    });
    const rest = await scanFor(desk, { ...person, addresses }, { at, before, isOpenToo: true });
    const isLeft = ({ why }: (typeof left)[number]) => why !== 'opened' && why !== 'newer';
    found.persons += 1;
    found.tickets += tickets + rest.tickets;
    found.left.push(...left.filter(isLeft).map(({ ticket }) => ticket), ...rest.left);
  }
  return found;
}

/** The erased whom an item of either table names, customers first: by their records their people are found. */
async function namedIn(desk: EraseDesk, erased: ErasedPersons, io: Pick<Io, 'stderr'>): Promise<Who[]> {
  const names = new Map<string, Who>();
  const seen = new Set<string>();
  const note = (name: string, who: Who) => {
    if (seen.has(name)) return;
    seen.add(name);
    if (erased.isErased(who)) names.set(name, who);
  };
  const progress = showProgress(io.stderr);
  let looked = 0;
  for (const table of [desk.people, desk.tickets]) {
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
