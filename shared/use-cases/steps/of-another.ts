import { someNames } from '../../mail/some-names.ts';
import { because } from '../../refusals.ts';
import { askersOf } from '../../ticket/duplicates.ts';
import { customersOf } from '../../ticket/known-askers.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { goingOnHere } from './cast-out.ts';
import { refusal } from './change.ts';

/**
 * Refuses (422, `field`) to make a ticket another customer's, or that of one who is another customer's (`customer`: the id), while it goes on for a duplicate of
 * somebody who is not: each would read what the other wrote, as on a twin of another customer (docs/promise.md section 5). Whom no record
 * knows today is the customer's that the ticket was until now. Once the duplicate is open again, it may be corrected. Throws what the store and the directory throw.
 */
export async function refuseOfAnother(
  desk: Pick<Desk, 'tickets' | 'customers'>,
  { before, after, customer, field }: { before: Ticket; after: Ticket; customer: string | undefined; field: string },
): Promise<void> {
  if (customer === undefined || customer === before.customer?.id) return;
  const asked = askersOf(after).map(({ address }) => address);
  const isOther = await Promise.all(asked.map((address) => isOfOther(desk, before, { address, customer })));
  const others = asked.filter((_, index) => isOther[index]);
  const numbers = (after.duplicates ?? []).filter(({ asks }) => others.includes(asks));
  if (numbers.length === 0) return;
  const there = (await goingOnHere(desk, before)).map(({ id }) => id);
  const theirs = numbers.filter(({ ticket }) => there.includes(ticket));
  if (theirs.length === 0) return;
  const who = someNames([...new Set(theirs.map(({ asks }) => asks))]);
  const tickets = someNames(theirs.map(({ ticket }) => ticket));
  throw refusal(field, because('correctOthers', { tickets, who, customer }));
}

async function isOfOther(
  { customers }: Pick<Desk, 'customers'>,
  ticket: Ticket,
  { address, customer }: { address: string; customer: string },
): Promise<boolean> {
  const known = await customersOf(customers, ticket, address);
  const theirs = known.length > 0 ? known : [ticket.customer?.id].filter((id) => id !== undefined);
  return theirs.length > 0 && !theirs.includes(customer);
}
