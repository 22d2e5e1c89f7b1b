import { floodKey } from '../../../shared/aws/keys.ts';
import type { Card } from '../../../shared/ticket/card.ts';
import type { EraseDesk } from './erase-desk.ts';
import { type EndOfTicket, eraseCounts, erasePartition, eraseTicket } from './erase-ticket.ts';
import { noteErased } from './erased.ts';
import type { Found } from './find.ts';
import { eraseHeld } from './held.ts';
import { type Person, ticketsOf } from './person.ts';

/** What an erasure did, and what it left for a reason. */
export type Erasure = {
  tickets: number;
  held: number;
  /** Tickets that were left, or have a message that came meanwhile, each with why. */
  left: { ticket: string; why: Exclude<EndOfTicket, 'erased' | 'gone'> | 'opened' }[];
};

/** `at`: when (ISO, UTC). `before`: what came later stays; else `at`. */
type How = { at: string; before?: string; progress?: (done: number) => void };

/**
 * Erases what was found of a person.
 *
 * 1. Keep that they are erased, outside the tables: whatever happens next, a restore and a replay know it.
 * 2. What is held of them, and how often they were mailed.
 * 3. Each of their tickets.
 *
 * Their record stays, for whoever runs it to take last (`eraseRecords`): by it the rest is found.
 *
 * Doing it again does what a run that broke off left. What they send meanwhile is not touched, and told. Throws what a store says.
 */
export async function erasePerson(desk: EraseDesk, person: Person, found: Found, how: How): Promise<Erasure> {
  const { at, before = at, progress } = how;
  const addresses = found.askers.own;
  for (const address of addresses) await noteErased(desk.desk.files, { address }, before);
  if (person.customer !== undefined) await noteErased(desk.desk.files, { customer: person.customer }, before);

  for (const entry of found.held) await eraseHeld(desk, entry);
  for (const address of addresses) await eraseCounts(desk, address);
  for (const domain of person.domains) await erasePartition(desk, floodKey(domain, '').pk);

  const left: Erasure['left'] = found.unreadable.map((ticket) => ({ ticket, why: 'unreadable' }));
  let tickets = 0;
  for (const [index, { id }] of found.cards.entries()) {
    const end = await eraseTicket(desk, id, { at, before, person: { ...person, addresses } });
    if (end === 'erased' || end === 'late') tickets += 1;
    if (end !== 'erased' && end !== 'gone') left.push({ ticket: id, why: end });
    progress?.(index + 1);
  }
  const { cards } = await ticketsOf(desk.desk, person);
  const isNew = ({ id }: Card) =>
    !found.cards.some((card) => card.id === id) && !left.some(({ ticket }) => ticket === id);
  left.push(...cards.filter(isNew).map(({ id }) => ({ ticket: id, why: 'opened' as const })));
  return { tickets, held: found.held.length, left };
}

/**
 * Takes away a person's record, or their address from the records of their company: once all else is done. Doing it again does nothing. Throws what
 * the store says.
 */
export async function eraseRecords({ desk: { customers } }: EraseDesk, person: Person): Promise<void> {
  if (person.customer !== undefined) return customers.remove(person.customer);
  const isNamed = (contact: string) => person.addresses.includes(contact);
  for (const record of await customers.list()) {
    const { contacts, portal } = record;
    if (![...contacts, ...(portal?.contacts ?? [])].some(isNamed)) continue;
    const others = portal?.contacts.filter((contact) => !isNamed(contact));
    await customers.put({
      ...record,
      contacts: contacts.filter((contact) => !isNamed(contact)),
      portal: others && others.length > 0 ? { contacts: others } : undefined,
    });
  }
}
