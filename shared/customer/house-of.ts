import type { Customer } from './customer.ts';

/**
 * What a ticket's customer is known by, as its record is today: who is of that house. Nobody is of a ticket's without a customer, or whose record is
 * gone. Throws what the directory throws.
 */
export async function houseOf(
  { customers }: { customers: { get(id: string): Promise<Customer | undefined> } },
  { customer }: { customer?: { id: string } | undefined },
): Promise<readonly string[]> {
  const record = customer && (await customers.get(customer.id));
  return record?.contacts ?? [];
}
