import type { Reading } from '../mail/templates/reading.ts';
import { readersOf } from '../ticket/readers.ts';
import { wasRemoved } from '../ticket/removed-readers.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Who reads an answer to a ticket as it is now, and who would like to, as each mail to the team says (docs/promise.md section 9). */
export function whoReads(ticket: Ticket): Reading {
  const proposed = (ticket.proposed ?? []).map(({ address }) => address);
  return {
    readers: readersOf(ticket).map(({ address }) => address),
    proposed,
    removed: proposed.filter((address) => wasRemoved(ticket, address)),
  };
}
