import type { Customer } from './customer.ts';

/**
 * The customer of a request: by where the mail came from, and when that names nobody we know, by the reading address
 * (docs/promise.md section 9). Throws what the directory throws.
 */
export async function customerOf(
  { customers }: { customers: { find(address: string): Promise<Customer | undefined> } },
  { from, address }: { from?: string | undefined; address: string },
): Promise<Customer | undefined> {
  return (from === undefined ? undefined : await customers.find(from)) ?? customers.find(address);
}
