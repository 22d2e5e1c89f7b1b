import type { Customer } from '../customer/customer.ts';
import { isKnownTo } from '../customer/knows.ts';
import type { Card } from '../ticket/card.ts';
import { isSure } from '../ticket/confirmed.ts';
import type { CustomerDirectory } from '../ticket/ports.ts';
import { dueBy, promiseOutcome } from '../ticket/promised.ts';

/** Tickets on one page of a company's list. */
const PAGE = 25;

/**
 * What became of the promise of a first answer: it was `kept` or `missed`; it is `running`, or `late` without an answer; or the ticket was
 * closed in time without one, which counts as neither (docs/promise.md section 5).
 */
type CompanyPromise =
  /** `at`: when it was answered, or closed late without an answer; else when it is due. ISO, UTC. */
  { is: 'kept' | 'missed' | 'running' | 'late'; at: string } | { is: 'cancelled' };

/** A ticket as the named contacts of its company see it: that there is one, and what became of the promise; nothing of what was said. */
export type CompanyTicket = {
  id: string;
  /** What, and who asked: the name they gave, if any, and the address; not `isProved`, anybody may have asked in their name. Not of who is none of the company's. */
  asked?: { subject: string; name?: string | undefined; address: string; isProved: boolean };
  /** From when the promise is counted (ISO, UTC). */
  openedAt: string;
  state: Card['state'];
  promise: CompanyPromise;
};

export type CompanyView = {
  /** Of all tickets and not of this page: those whose promise was kept or was not, those of them kept, those that are not closed. */
  figures: { due: number; kept: number; open: number };
  /** Newest first. */
  tickets: CompanyTicket[];
  /** Cursor of the page of older ones; undefined: there is none. */
  older?: string | undefined;
};

/**
 * A page of a company's tickets, and the figures of all. What is no cursor is the first page. Whose address each of the page is is asked of the
 * records (`customers`) as they are. `now`: desk time (ISO, UTC). Throws what the directory throws.
 */
export async function presentCompany(
  customers: Pick<CustomerDirectory, 'find'>,
  cards: readonly Card[],
  { customer, now, before }: { customer: Pick<Customer, 'id'>; now: string; before?: string },
): Promise<CompanyView> {
  const tickets = cards
    .map((card) => ({ card, ...presentOne(card, now) }))
    .sort((a, b) => (placeOf(a) > placeOf(b) ? -1 : 1));
  const kept = tickets.filter(({ promise }) => promise.is === 'kept').length;
  const broken = tickets.filter(({ promise }) => promise.is === 'missed' || promise.is === 'late').length;
  const open = tickets.filter(({ state }) => state !== 'closed').length;
  const from = readCursor(before);
  const left = from === undefined ? tickets : tickets.filter((ticket) => placeOf(ticket) < from);
  const shown = left.slice(0, PAGE);
  const last = shown.at(-1);
  const theirs = await knownTo(
    customers,
    customer,
    shown.map(({ card }) => card.requester.address),
  );
  return {
    figures: { due: kept + broken, kept, open },
    tickets: shown.map(({ card, ...ticket }) => {
      const isTheirs = theirs.has(card.requester.address);
      return { ...ticket, ...(isTheirs && { asked: askedIn(card) }) };
    }),
    ...(last && left.length > shown.length && { older: Buffer.from(placeOf(last)).toString('base64url') }),
  };
}

function presentOne(card: Card, now: string): Omit<CompanyTicket, 'asked'> {
  const { id, openedAt, state } = card;
  return { id, openedAt, state, promise: promiseOf(card, now) };
}

function askedIn({ isAnothers, subject, requester }: Card): CompanyTicket['asked'] {
  const { name, address } = requester;
  return { subject: isAnothers ? '' : subject, name, address, isProved: isSure(requester) };
}

/** Those of these addresses that are this customer's. Each is looked up once. */
async function knownTo(
  customers: Pick<CustomerDirectory, 'find'>,
  customer: Pick<Customer, 'id'>,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  const each = [...new Set(addresses)];
  const known = await Promise.all(each.map((address) => isKnownTo(customers, customer, address)));
  return new Set(each.filter((_, index) => known[index]));
}

/** As reports have it (`promiseOutcome`), save that a customer is told at once that an answer is late. */
function promiseOf(card: Card, now: string): CompanyPromise {
  const [outcome, due] = [promiseOutcome(card), dueBy(card)];
  if (outcome === 'cancelled') return { is: outcome };
  if (outcome === 'open') return now > due ? { is: 'late', at: due } : { is: 'running', at: card.respondBy };
  return { is: outcome === 'met' ? 'kept' : 'missed', at: card.firstResponse?.at ?? card.closedAt ?? due };
}

/** Unique, and in order of time. */
function placeOf({ openedAt, id }: Pick<CompanyTicket, 'openedAt' | 'id'>): string {
  return `${openedAt}#${id}`;
}

function readCursor(cursor = ''): string | undefined {
  const place = Buffer.from(cursor, 'base64url').toString();
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z#T-\w+$/.test(place) ? place : undefined;
}
