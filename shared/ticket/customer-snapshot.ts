import { cutBytes } from '../bytes.ts';
import type { Customer } from '../customer/customer.ts';
import type { Ticket } from './ticket.ts';

/** In bytes; the record has a longer name whole. */
const MOST_NAME = 200;

/** A customer as a ticket keeps it, whatever becomes of the record. */
export function snapshotOf({ id, name }: Customer): NonNullable<Ticket['customer']> {
  return { id, name: cutBytes(name, MOST_NAME) };
}
