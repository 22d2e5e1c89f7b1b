import { cutBytes } from '../../shared/bytes.ts';
import type { Customer } from '../../shared/customer/customer.ts';
import { MOST_IN_CARD } from '../../shared/ticket/card.ts';
import type { People } from './connect.ts';

/** Of a company's tickets, how many are asked for its name: one that changed its name has newer tickets under the new one. */
const MOST_TICKETS = 100;

/** Lookups at once: a first import has thousands of rows, and no tickets. */
const AT_ONCE = 20;

/**
 * Why records may not be written: their id is that of a company whose tickets are still here, and which they are not, for neither
 * its name nor a contact is the same. Whoever reads the new company's page would see the tickets of the other (docs/promise.md section 10). One line
 * for each. Throws what the store throws.
 */
export async function reusedIds(
  { tickets }: Pick<People, 'tickets'>,
  existing: readonly Customer[],
  records: readonly Customer[],
): Promise<string[]> {
  const byId = new Map(existing.map((each) => [each.id, each]));
  const fresh = records.filter((record) => !isSame(byId.get(record.id), record));
  const refused: string[] = [];
  for (let from = 0; from < fresh.length; from += AT_ONCE) {
    const found = fresh.slice(from, from + AT_ONCE).map(async ({ id, name }) => {
      const { cards } = await tickets.ofCustomer(id, MOST_TICKETS);
      const names = [...new Set(cards.flatMap(({ customer }) => customer?.name ?? []))];
      if (names.length === 0 || names.some((each) => nameIn(each) === nameIn(name))) return [];
      return [`id: ${id} has tickets of ${names[0]}, another company; give ${name} an id of its own, or this name`];
    });
    refused.push(...(await Promise.all(found)).flat());
  }
  return refused;
}

function isSame(before: Customer | undefined, { name, contacts }: Customer): boolean {
  return before !== undefined && (before.name === name || before.contacts.some((each) => contacts.includes(each)));
}

/** As a card has it. */
const nameIn = (name: string) => cutBytes(name, MOST_IN_CARD.name).toLowerCase();
