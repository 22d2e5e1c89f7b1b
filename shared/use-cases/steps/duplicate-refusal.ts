import type { PublicError } from '../../public-error.ts';
import { because } from '../../refusals.ts';
import { goingOnFor } from '../../ticket/going-on-for.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { refusalOfAll } from './change.ts';

/**
 * Why a ticket that is closed as a duplicate takes no answer: it would stop nothing where the clock runs (docs/promise.md section 5). A 409
 * that names the ticket that goes on; undefined for any other ticket.
 */
export async function duplicateRefusal(desk: Pick<Desk, 'tickets'>, ticket: Ticket): Promise<PublicError | undefined> {
  if (ticket.state !== 'closed' || ticket.mergedInto === undefined) return undefined;
  const goesOn = await goingOnFor((id) => desk.tickets.get(id), ticket);
  const number = goesOn?.id ?? ticket.mergedInto;
  return refusalOfAll(because('answerElsewhere', { ticket: ticket.id, twin: number }), 409);
}
