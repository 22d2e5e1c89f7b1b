import type { Io } from '../command.ts';
import type { EraseDesk } from './erase-desk.ts';
import { erasePerson, eraseRecords } from './erase-person.ts';
import type { ErasedPersons, Who } from './erased.ts';
import { findAll } from './find.ts';
import { namedIn } from './named-in.ts';
import { type Person, personById } from './person.ts';
import { type Scanned, scanFor } from './scan.ts';

/** What erasing again found: whom the tables still had, which items were left, by key or number, and what others wrote and stays (`Scanned`). */
export type ErasedAgain = { persons: number; tickets: number; left: string[]; answered: Scanned['answered'] };

/**
 * Erases again all who were erased before, from tables that know nothing of it: **a restored desk must not open before**. Who they are is found by
 * hashing every address and every customer that the tables name; what came after somebody was erased is theirs and stays. Open tickets are closed,
 * as they were then. Doing it again finds nobody. Throws what a store says.
 */
export async function eraseAgain(desk: EraseDesk, erased: ErasedPersons, io: Pick<Io, 'stderr'>): Promise<ErasedAgain> {
  const at = desk.desk.now().toISOString();
  const found: ErasedAgain = { persons: 0, tickets: 0, left: [], answered: [] };
  if (erased.all.length === 0) return found;
  for (const who of await namedIn([desk.people, desk.tickets], erased.isErased, io)) {
    const before = erased.erasedAt(who) ?? at;
    const person = await personAgain(desk, who, erased);
    const all = await findAll(desk, person, before);
    const { tickets, left } = await erasePerson(desk, person, all, { at, before });
    const rest = await scanFor(desk, { ...person, addresses: all.askers.own }, { at, before, isOpenToo: true });
    const still = left.filter(({ why }) => why !== 'opened' && why !== 'newer');
    // Last, since by it the rest is found, should this break off or leave something.
    if (still.length === 0) await eraseRecords(desk, person);
    found.persons += 1;
    found.tickets += tickets + rest.tickets;
    found.left.push(...still.map(({ ticket }) => ticket), ...rest.left);
    found.answered.push(...rest.answered);
  }
  return found;
}

/** Who was erased as one of a customer takes along no more than they did then. */
async function personAgain({ desk }: EraseDesk, who: Who, erased: ErasedPersons): Promise<Person> {
  if ('customer' in who) return personById(desk, who.customer);
  return {
    addresses: [who.address],
    domains: [],
    ...(erased.isErasedAsOneOf(who) && { isOfCustomer: true as const }),
  };
}
