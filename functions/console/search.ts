import { Hono } from 'hono';
import { toAddress } from '../../shared/address.ts';
import { cleanLine } from '../../shared/mail/clean.ts';
import { TICKET_ID } from '../../shared/ticket/identity.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage } from '../web/app.ts';
import { type Found, MOST_FOUND } from './found.ts';
import { searchPage } from './pages/search.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { viewerOf } from './viewer.ts';

/** Customers by name that it shows. */
const MOST_CUSTOMERS = 20;
/** Characters of what is asked that count: no name or address is longer. */
const MOST_ASKED = 254;

/** Search by a ticket's number, an address, or a customer's name: each is one read, or a few. */
export function searchRoutes(desk: Desk): Hono<ConsoleEnv> {
  return new Hono<ConsoleEnv>().get('/search', async (c) => {
    const asked = cleanLine(c.req.query('q') ?? '', MOST_ASKED).trim();
    const id = asked.toUpperCase();
    if (TICKET_ID.test(id) && (await desk.tickets.get(id))) return c.redirect(`/console/t/${id}`, 303);
    return answerPage(desk.settings, searchPage({ viewer: viewerOf(desk, c), asked, ...(await find(desk, asked)) }));
  });
}

async function find(desk: Desk, asked: string): Promise<Found> {
  if (asked === '') return { customers: [], cards: [], isWhole: true };
  const address = toAddress(asked);
  if (address !== undefined) return ofAddress(desk, address);
  const text = asked.toLowerCase();
  const named = (await desk.customers.list()).filter(({ id, name, contacts }) =>
    [id, name, ...contacts].some((each) => each.toLowerCase().includes(text)),
  );
  return { customers: named.slice(0, MOST_CUSTOMERS), cards: [], isWhole: named.length <= MOST_CUSTOMERS };
}

/** What somebody asked, whether a record knows them or not: before one did, their tickets were their own. */
async function ofAddress(desk: Desk, address: string): Promise<Found> {
  const customer = await desk.customers.find(address);
  const [own, companys] = await Promise.all([
    desk.tickets.ofAddress(address, MOST_FOUND),
    customer ? desk.tickets.ofCustomer(customer.id, MOST_FOUND) : { cards: [], isWhole: true },
  ]);
  const theirs = companys.cards.filter(({ requester }) => requester.address === address);
  const cards = [...theirs, ...own.cards].sort((a, b) => (a.openedAt > b.openedAt ? -1 : 1));
  return { customers: customer ? [customer] : [], cards, isWhole: own.isWhole && companys.isWhole };
}
