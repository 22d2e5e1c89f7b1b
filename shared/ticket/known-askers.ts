import { knows } from '../customer/knows.ts';
import { addressesBehind } from './also-from.ts';
import type { CustomerDirectory } from './ports.ts';
import type { Ticket } from './ticket.ts';
import { whoAsked } from './twin.ts';

/**
 * The reading addresses of those who asked a duplicate whom the record of its twin's customer knows as it is today (docs/promise.md section
 * 5). That both tickets are of this customer says nothing of them: an agent may have corrected either, and a contact moves. Whoever reads at
 * an address that no record knows is known by where they are proved to write from. Throws what the directory throws.
 */
export async function knownAskers(
  customers: Pick<CustomerDirectory, 'find' | 'get'>,
  duplicate: Ticket,
  twin: Pick<Ticket, 'customer'>,
): Promise<string[]> {
  const record = twin.customer && (await customers.get(twin.customer.id));
  if (!record) return [];
  const asked = whoAsked(duplicate).map(({ address }) => address);
  const known = await Promise.all(
    asked.map(async (address) => {
      if (knows(record, address)) return true;
      const isBehind = addressesBehind(duplicate, address).some((from) => knows(record, from));
      return isBehind && (await customers.find(address)) === undefined;
    }),
  );
  return asked.filter((_, index) => known[index]);
}
