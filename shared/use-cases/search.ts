import { toAddress } from '../address.ts';
import type { Customer } from '../customer/customer.ts';
import { cleanLine } from '../mail/clean.ts';
import { findTickets } from '../search/find-tickets.ts';
import { type Card, cardOf } from '../ticket/card.ts';
import { TICKET_ID } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import { type CustomerTickets, ifReadable } from '../ticket/ticket-store.ts';

/** Tickets that a search, or a customer's record, shows at most. */
export const MOST_FOUND = 100;
/** Customers by name that it shows. */
const MOST_CUSTOMERS = 20;
/** Characters of what is asked that count: no name or address is longer. */
const MOST_ASKED = 254;

/**
 * What a search found. `asked`: what was looked for; `is`: what it was taken for; `isWhole`: there is no more than this; `isPartial`: its words are so
 * frequent that tickets which have them may be missing.
 */
export type Found = {
  asked: string;
  is: 'number' | 'address' | 'words';
  customers: Customer[];
  cards: Card[];
  isWhole: boolean;
  isPartial: boolean;
};

type Searched = Pick<Desk, 'tickets' | 'customers' | 'words'>;
type Listed = Pick<Found, 'customers' | 'cards' | 'isWhole' | 'isPartial'>;

/**
 * Searches by a ticket's number, by an address, or by words, which are those of tickets (`findTickets`) or a part of a customer's id, name or contacts:
 * each is a few reads, or a few dozen. Tickets come newest first.
 */
export async function search(desk: Searched, text: string): Promise<Found> {
  const asked = cleanLine(text, MOST_ASKED).trim();
  // A number is known without its letter, too: as somebody says it on the phone.
  const id = asked.toUpperCase().replace(/^#?(?:T-)?/, 'T-');
  const ticket = TICKET_ID.test(id) ? await desk.tickets.get(id) : undefined;
  if (ticket) {
    return { asked, is: 'number', customers: [], cards: [cardOf(ticket)], isWhole: true, isPartial: false };
  }
  const address = toAddress(asked);
  return address === undefined
    ? { asked, is: 'words', ...(await byWords(desk, asked)) }
    : { asked, is: 'address', ...(await byAddress(desk, address)) };
}

/** The tickets of a customer, newest first. */
export async function ticketsOfCustomer({ tickets }: Pick<Desk, 'tickets'>, id: string): Promise<CustomerTickets> {
  const { cards, isWhole } = await tickets.ofCustomer(id, MOST_FOUND);
  return { cards: newestFirst(cards), isWhole };
}

async function byWords(desk: Searched, asked: string): Promise<Listed> {
  const [named, found] = await Promise.all([
    asked === '' ? [] : ofName(desk, asked.toLowerCase()),
    findTickets(desk.words, asked, MOST_FOUND),
  ]);
  return {
    customers: named.slice(0, MOST_CUSTOMERS),
    cards: await cardsOf(desk, found.tickets),
    isWhole: found.isWhole && named.length <= MOST_CUSTOMERS,
    isPartial: found.isPartial,
  };
}

async function ofName({ customers }: Searched, text: string): Promise<Customer[]> {
  const all = await customers.list();
  return all.filter(({ id, name, contacts }) =>
    [id, name, ...contacts].some((each) => each.toLowerCase().includes(text)),
  );
}

/**
 * What somebody asked, whether a record knows them or not: before one did, their tickets were their own. And where they are named else, also below
 * another customer than theirs.
 */
async function byAddress(desk: Searched, address: string): Promise<Listed> {
  const customer = await desk.customers.find(address);
  const [own, companys, found] = await Promise.all([
    desk.tickets.ofAddress(address, MOST_FOUND),
    customer ? desk.tickets.ofCustomer(customer.id, MOST_FOUND) : { cards: [], isWhole: true },
    findTickets(desk.words, address, MOST_FOUND),
  ]);
  const theirs = [...companys.cards.filter(({ requester }) => requester.address === address), ...own.cards];
  const others = await cardsOf(
    desk,
    found.tickets.filter((id) => !theirs.some((card) => card.id === id)),
  );
  const cards = newestFirst([...theirs, ...others]);
  return {
    customers: customer ? [customer] : [],
    cards: cards.slice(0, MOST_FOUND),
    isWhole: own.isWhole && companys.isWhole && found.isWhole && cards.length <= MOST_FOUND,
    isPartial: found.isPartial,
  };
}

/** Tickets of these numbers, in their order. One that cannot be read is left out: the log has it, and the list. */
async function cardsOf({ tickets }: Searched, ids: readonly string[]): Promise<Card[]> {
  const read = await Promise.all(ids.map((id) => ifReadable(tickets.get(id))));
  return read.flatMap((ticket) => (ticket ? [cardOf(ticket)] : []));
}

function newestFirst(cards: readonly Card[]): Card[] {
  return cards.toSorted((a, b) => (a.openedAt > b.openedAt ? -1 : 1));
}
