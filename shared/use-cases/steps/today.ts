import { customerOf } from '../../customer/customer-of.ts';
import type { Today } from '../../ticket/current-terms.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';

/** What holds of a ticket today: the record of its customer, also when the requester is no longer among the contacts; and the settings. */
export async function todayOf({ customers, settings }: Desk, { customer, requester }: Ticket): Promise<Today> {
  if (!customer) return { customer: undefined, settings };
  const found = await customerOf({ customers }, requester);
  if (found?.id === customer.id) return { customer: found, settings };
  return { customer: (await customers.list()).find(({ id }) => id === customer.id), settings };
}
