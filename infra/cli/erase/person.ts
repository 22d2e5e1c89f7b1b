import { domainOf, toAddress } from '../../../shared/address.ts';
import { addressPartition } from '../../../shared/aws/keys.ts';
import type { Customer } from '../../../shared/customer/customer.ts';
import { names } from '../../../shared/customer/knows.ts';
import type { Card } from '../../../shared/ticket/card.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { CommandError } from '../command.ts';
import { ticketsHeldBy } from '../held-tickets.ts';

/** Whose data it is: one address, or a customer (`customer`: its id) with all who ask in its name. */
export type Person = {
  customer?: string;
  /** The record, where there is one. Of an address none: that of its company is not its. */
  record?: Customer;
  addresses: readonly string[];
  /** Whole domains among a customer's contacts. */
  domains: readonly string[];
  /** Addresses of these domains that the records of other customers name themselves: they are those customers'. Left out for none. */
  others?: readonly string[];
  /** An address that was erased with a customer, and never by itself. */
  isOfCustomer?: true;
};

/** Reads `ID|ADDRESS`, of which a command takes one. Throws a `CommandError`. */
export function readWho([words, ...more]: readonly string[]): string {
  if (words !== undefined && more.length === 0) return words;
  throw new CommandError('give one ID, as customers list shows it, or one ADDRESS', 2);
}

/**
 * Whom `ID|ADDRESS` means; of an address nobody needs to know anything. Throws a `CommandError` for an address that is none, and for one of the
 * team, whose data are a customer's not.
 */
export async function personOf(desk: Pick<Desk, 'customers' | 'agents' | 'settings'>, words: string): Promise<Person> {
  if (!words.includes('@')) return personById(desk, words);
  const address = toAddress(words);
  if (address === undefined) throw new CommandError(`${JSON.stringify(words)} is no mail address`, 2);
  const agent = (await desk.agents.list()).find(({ addresses }) => addresses.includes(address));
  if (agent)
    throw new CommandError(`${address} is of the agent ${agent.id}, whose answers are the desk's: agents remove`);
  const { lead, manager } = desk.settings.escalation;
  if ([...lead, ...manager].includes(address))
    throw new CommandError(`${address} is told of escalations: take it out of the settings first`);
  return { addresses: [address], domains: [] };
}

/** The customer of this id, whether or not there is a record of it. */
export async function personById({ customers }: Pick<Desk, 'customers'>, id: string): Promise<Person> {
  const record = await customers.get(id);
  const contacts = record?.contacts ?? [];
  const domains = contacts.filter((each) => !each.includes('@'));
  const elsewhere = (await customers.list()).filter((each) => each.id !== id).flatMap((each) => each.contacts);
  return {
    customer: id,
    ...(record && { record }),
    addresses: contacts.filter((each) => each.includes('@')),
    domains,
    others: elsewhere.filter((each) => each.includes('@') && domains.includes(domainOf(each))),
  };
}

/** What a person is called on the command line. */
export const nameOf = ({ customer, addresses: [address = ''] }: Person) => customer ?? address;

/** Whether an address is of this person, in whatever case it is written. */
export function isOf({ addresses, domains, others = [] }: Person, address: string | undefined): boolean {
  if (address === undefined) return false;
  const known = address.toLowerCase();
  return addresses.includes(known) || (domains.includes(domainOf(address)) && !others.includes(known));
}

/**
 * Tickets that this person asked, as lists know them, and ids of those whose entries cannot be read: those of the customer, else of the address,
 * known to a record or not. Who only read along stands in no list.
 */
export async function ticketsOf(
  desk: Pick<Desk, 'customers' | 'tickets'>,
  person: Person,
): Promise<{ cards: Card[]; unreadable: string[] }> {
  const held = async (customer: string) => {
    const { open, closed, unreadable } = await ticketsHeldBy(desk, { customer });
    return { cards: [...open, ...closed], unreadable };
  };
  const found = await Promise.all(person.addresses.map((address) => held(addressPartition(address))));
  if (person.customer !== undefined) found.push(await held(person.customer));
  else {
    const records = await desk.customers.list();
    for (const { id } of records.filter((each) => person.addresses.some((address) => names(each, address)))) {
      // What cannot be read is of somebody of that company: its ticket says of whom.
      const { cards } = await held(id);
      found.push({ cards: cards.filter(({ requester }) => isOf(person, requester.address)), unreadable: [] });
    }
  }
  const cards = new Map(found.flatMap((each) => each.cards.map((card) => [card.id, card])));
  return { cards: [...cards.values()], unreadable: found.flatMap((each) => each.unreadable) };
}
