import type { Customer } from '../customer.ts';

/**
 * What to write, in order, so that a contact goes from one customer to another whole: first everybody gives away what another
 * gets, then everybody is written. Writing a customer takes away the contacts it had, so a contact that its new owner already
 * holds would be lost with the old one.
 */
export function handOver(existing: readonly Customer[], records: readonly Customer[]): Customer[] {
  const owners = new Map(records.flatMap(({ id, contacts }) => contacts.map((contact) => [contact, id])));
  const released = existing.flatMap((customer) => {
    const kept = customer.contacts.filter((contact) => [undefined, customer.id].includes(owners.get(contact)));
    return kept.length < customer.contacts.length ? [{ ...customer, contacts: kept }] : [];
  });
  return [...released, ...records];
}
