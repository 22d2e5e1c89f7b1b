import { domainOf } from '../address.ts';
import type { Customer } from './customer.ts';

/** The contacts of a record by which it knows an address, in lower case, the surest first: the address, and its domain. Each once. */
export function contactsFor(address: string): string[] {
  // One that lacks its domain is both.
  return [...new Set([address.toLowerCase(), domainOf(address)])];
}

/** Whether a record names this address, or its domain: that of somebody of the company. */
export function knows({ contacts }: Pick<Customer, 'contacts'>, address: string): boolean {
  return contactsFor(address).some((contact) => contacts.includes(contact));
}
