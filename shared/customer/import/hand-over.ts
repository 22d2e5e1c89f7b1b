import type { Customer } from '../customer.ts';

/** A contact that another customer gets, as the record of the file has that. */
type Given = { contact: string; to: Customer };

/**
 * What a file takes from customers for others. `given` is to be done first: a contact then goes from one to the other in one write, and is at no moment
 * nobody's, however long the file takes and wherever it breaks off. `records` are those of the file, and whoever else gave something away, without it.
 */
export function handOver(existing: readonly Customer[], file: readonly Customer[]) {
  const owners = new Map(file.flatMap((to) => to.contacts.map((contact) => [contact, to])));
  const given: Given[] = [];
  const released: Customer[] = [];
  const named = new Set(file.map(({ id }) => id));
  for (const customer of existing) {
    const gone = customer.contacts.flatMap((contact) => {
      const to = owners.get(contact);
      return to === undefined || to.id === customer.id ? [] : [{ contact, to }];
    });
    given.push(...gone);
    const kept = customer.contacts.filter((contact) => !gone.some((each) => each.contact === contact));
    if (gone.length > 0 && !named.has(customer.id)) released.push({ ...customer, contacts: kept });
  }
  return { given, records: [...released, ...file] };
}
