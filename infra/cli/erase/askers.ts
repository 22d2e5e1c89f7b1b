import { isOfAnother } from '../../../shared/customer/knows.ts';
import type { Card } from '../../../shared/ticket/card.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import type { EraseDesk } from './erase-desk.ts';
import type { Person } from './person.ts';
import { partsOf } from './ticket-parts.ts';
import { hasAsked } from './whose.ts';

/** Who is erased wherever they stand (`own`), and who asked on tickets of the customer and is not: of these, those tickets alone go (`others`). */
export type Askers = { own: string[]; others: string[] };

/**
 * Of an address that one alone. Of a customer whom its record names (contacts, and those of its page), and who asked there: but nobody whom another
 * record knows, and of those whom none knows only who asked by themself, since anybody can be named by another's Reply-To. Throws what a store says.
 */
export async function askersOf(
  desk: Pick<EraseDesk, 'desk' | 'tickets'>,
  person: Person,
  cards: readonly Card[],
): Promise<Askers> {
  const { customer: id } = person;
  const own = new Set(person.addresses);
  const others = new Set<string>();
  if (id === undefined) return { own: [...own], others: [] };
  for (const address of await portalOf(desk.desk, person, id)) own.add(address);
  for (const { id: ticket, requester } of cards) {
    const address = requester.address.toLowerCase();
    if (!address.includes('@') || own.has(address)) continue;
    const record = await desk.desk.customers.find(address);
    const isOwn = record ? record.id === id : hasAsked(await partsOf(desk.tickets, desk.desk.log, ticket), address);
    (isOwn ? own : others).add(address);
  }
  return { own: [...own], others: [...others].filter((address) => !own.has(address)) };
}

/** Who reads the page of this customer, and is no other's. */
async function portalOf({ customers }: Pick<Desk, 'customers'>, { record }: Person, id: string): Promise<string[]> {
  const contacts = record?.portal?.contacts ?? [];
  if (contacts.length === 0) return [];
  const elsewhere = (await customers.list())
    .filter((each) => each.id !== id)
    .flatMap(({ portal }) => portal?.contacts ?? []);
  const own: string[] = [];
  for (const address of contacts.filter((each) => !elsewhere.includes(each))) {
    if (!(await isOfAnother(customers, address, { id }))) own.push(address);
  }
  return own;
}
