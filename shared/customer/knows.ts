import type { Customer } from './customer.ts';

/** Whether a record names this address (lower case), or its domain: that of somebody of the company. */
export function knows({ contacts }: Pick<Customer, 'contacts'>, address: string): boolean {
  return contacts.includes(address) || contacts.includes(address.slice(address.lastIndexOf('@') + 1));
}
