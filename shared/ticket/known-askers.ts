import { isKnownTo } from '../customer/knows.ts';
import { addressesBehind } from './also-from.ts';
import type { CustomerDirectory } from './ports.ts';
import type { Ticket } from './ticket.ts';
import { whoAsked } from './twin.ts';

/**
 * The reading addresses of those who asked a duplicate who are its twin's customer's as the records are today (docs/promise.md section
 * 5). That both tickets are of this customer says nothing of them: an agent may have corrected either, and a contact moves. Whoever reads at
 * an address that no record knows is known by where they are proved to write from. Throws what the directory throws.
 */
export async function knownAskers(
  customers: Pick<CustomerDirectory, 'find'>,
  duplicate: Ticket,
  { customer }: Pick<Ticket, 'customer'>,
): Promise<string[]> {
  if (!customer) return [];
  const asked = whoAsked(duplicate).map(({ address }) => address);
  const known = await Promise.all(
    asked.map(async (address) => {
      const record = await customers.find(address);
      if (record) return record.id === customer.id;
      const behind = addressesBehind(duplicate, address);
      return (await Promise.all(behind.map((from) => isKnownTo(customers, customer, from)))).includes(true);
    }),
  );
  return asked.filter((_, index) => known[index]);
}
