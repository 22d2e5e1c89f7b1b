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
    asked.map(async (address) => (await customersOf(customers, duplicate, address)).includes(customer.id)),
  );
  return asked.filter((_, index) => known[index]);
}

/**
 * One who asks on a twin, and is another customer's than the twin is as the records are today: a contact has moved, or an agent's correction was a
 * slip. Undefined for none; whom no record knows is the twin's customer's. Throws what the directory throws.
 */
export async function askerOfAnother(
  customers: Pick<CustomerDirectory, 'find'>,
  twin: Ticket,
): Promise<{ address: string; customer: string } | undefined> {
  const each = await Promise.all(
    whoAsked(twin).map(async ({ address }) => {
      const theirs = await customersOf(customers, twin, address);
      const [customer] = theirs;
      return customer === undefined || theirs.includes(twin.customer?.id ?? '') ? undefined : { address, customer };
    }),
  );
  return each.find((asker) => asker !== undefined);
}

/**
 * The numbers of those tickets that are read where their requester does not write from, at an address which the writer's own record does not
 * name, as the records are today: nobody but that writer says who reads there. Throws what the directory throws.
 */
export async function namedByFrom(
  customers: Pick<CustomerDirectory, 'find'>,
  tickets: readonly Ticket[],
): Promise<string[]> {
  const areNamed = await Promise.all(
    tickets.map(async ({ requester: { from, address } }) => {
      if (from === undefined) return false;
      const customer = await customers.find(from);
      return customer === undefined || !(await isKnownTo(customers, customer, address));
    }),
  );
  return tickets.filter((_, index) => areNamed[index]).map(({ id }) => id);
}

/** The customers whose one who asked is: as their reading address has it, or, where no record knows that, what they are proved to write from. Throws what the directory throws. */
export async function customersOf(
  customers: Pick<CustomerDirectory, 'find'>,
  ticket: Ticket,
  address: string,
): Promise<string[]> {
  const record = await customers.find(address);
  if (record) return [record.id];
  const behind = await Promise.all(addressesBehind(ticket, address).map((from) => customers.find(from)));
  return behind.flatMap((each) => each?.id ?? []);
}
