import { domainOf } from '../address.ts';
import type { Customer } from './customer.ts';

/** The contacts of a record by which it knows an address, in lower case, the surest first: the address, and its domain. Each once. */
export function contactsFor(address: string): string[] {
  // One that lacks its domain is both.
  return [...new Set([address.toLowerCase(), domainOf(address)])];
}

/**
 * Whether an address is this customer's today: the surest record that names it, as that of a new mail. A domain alone says nothing where
 * another customer's record names the very address. Throws what the directory throws.
 */
export async function isKnownTo(
  customers: { find(address: string): Promise<Customer | undefined> },
  customer: Pick<Customer, 'id'>,
  address: string,
): Promise<boolean> {
  return (await customers.find(address))?.id === customer.id;
}

/** Whether an address is another customer's today than this one's; one that no record knows is nobody's. Throws what the directory throws. */
export async function isOfAnother(
  customers: { find(address: string): Promise<Customer | undefined> },
  address: string,
  customer: Pick<Customer, 'id'>,
): Promise<boolean> {
  const record = await customers.find(address);
  return record !== undefined && record.id !== customer.id;
}

/** Whether a record names this address, or its domain: what the address asked may be under it, also where the address is another customer's (`isKnownTo`). */
export function names({ contacts }: { contacts: readonly string[] }, address: string): boolean {
  return contactsFor(address).some((contact) => contacts.includes(contact));
}
