import { toAddress } from '../address.ts';
import type { Customer } from '../customer/customer.ts';
import { cleanLine } from '../mail/clean.ts';
import { type Card, cardOf } from '../ticket/card.ts';
import { TICKET_ID } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { CustomerTickets } from '../ticket/ticket-store.ts';

/** Tickets that a search, or a customer's record, shows at most. */
export const MOST_FOUND = 100;
/** Customers by name that it shows. */
const MOST_CUSTOMERS = 20;
/** Characters of what is asked that count: no name or address is longer. */
const MOST_ASKED = 254;

/**
 * What a search found. `asked`: what was looked for; `isWhole`: there is no more than this. `is`: what it was taken for. By an `address` are not
 * found the tickets that stand under the record of another customer than the one that knows it: an index goes by the customer alone.
 */
export type Found = {
  asked: string;
  is: 'number' | 'address' | 'name';
  customers: Customer[];
  cards: Card[];
  isWhole: boolean;
};

type Searched = Pick<Desk, 'tickets' | 'customers'>;

/** Searches by a ticket's number, an address, or a part of a customer's name: each is one read, or a few. Tickets come newest first. */
export async function search(desk: Searched, text: string): Promise<Found> {
  const asked = cleanLine(text, MOST_ASKED).trim();
  // A number is known without its letter, too: as somebody says it on the phone.
  const id = asked.toUpperCase().replace(/^#?(?:T-)?/, 'T-');
  const ticket = TICKET_ID.test(id) ? await desk.tickets.get(id) : undefined;
  if (ticket) return { asked, is: 'number', customers: [], cards: [cardOf(ticket)], isWhole: true };
  const address = toAddress(asked);
  if (address !== undefined) return { asked, is: 'address', ...(await ofAddress(desk, address)) };
  const named = asked === '' ? [] : await ofName(desk, asked.toLowerCase());
  const customers = named.slice(0, MOST_CUSTOMERS);
  return { asked, is: 'name', customers, cards: [], isWhole: named.length <= MOST_CUSTOMERS };
}

/** The tickets of a customer, newest first. */
export async function ticketsOfCustomer({ tickets }: Pick<Desk, 'tickets'>, id: string): Promise<CustomerTickets> {
  const { cards, isWhole } = await tickets.ofCustomer(id, MOST_FOUND);
  return { cards: newestFirst(cards), isWhole };
}

async function ofName({ customers }: Searched, text: string): Promise<Customer[]> {
  const all = await customers.list();
  return all.filter(({ id, name, contacts }) =>
    [id, name, ...contacts].some((each) => each.toLowerCase().includes(text)),
  );
}

/** What somebody asked, whether a record knows them or not: before one did, their tickets were their own. */
async function ofAddress(desk: Searched, address: string): Promise<Pick<Found, 'customers' | 'cards' | 'isWhole'>> {
  const customer = await desk.customers.find(address);
  const [own, companys] = await Promise.all([
    desk.tickets.ofAddress(address, MOST_FOUND),
    customer ? desk.tickets.ofCustomer(customer.id, MOST_FOUND) : { cards: [], isWhole: true },
  ]);
  const theirs = companys.cards.filter(({ requester }) => requester.address === address);
  const cards = newestFirst([...theirs, ...own.cards]);
  return { customers: customer ? [customer] : [], cards, isWhole: own.isWhole && companys.isWhole };
}

function newestFirst(cards: readonly Card[]): Card[] {
  return cards.toSorted((a, b) => (a.openedAt > b.openedAt ? -1 : 1));
}
