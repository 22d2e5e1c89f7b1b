import type { PublicError } from '../../public-error.ts';
import { because } from '../../refusals.ts';
import { goingOnFor } from '../../ticket/going-on-for.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { refusal, refusalOfAll } from './change.ts';
import type { Change } from './update.ts';

/**
 * Why a ticket that is closed as a duplicate takes no answer: it would stop nothing where the clock runs (docs/promise.md section 5). A 409
 * that names the ticket that goes on; undefined for any other ticket.
 */
export async function duplicateRefusal(desk: Pick<Desk, 'tickets'>, ticket: Ticket): Promise<PublicError | undefined> {
  const twin = await elsewhere(desk, ticket);
  return twin === undefined ? undefined : refusalOfAll(because('answerElsewhere', { ticket: ticket.id, twin }), 409);
}

/**
 * A change by an agent of whom a ticket is for or what is promised, which is refused (409, `field`) where the ticket is closed as a duplicate: it
 * would be done here, and change nothing where the clock runs and the answers go. What changes nothing, as a command that comes again, is as for any other ticket.
 */
export function notOnDuplicate(desk: Pick<Desk, 'tickets'>, field: string, change: Change): Change {
  return async (current) => {
    const changed = await change(current);
    const twin = changed === current ? undefined : await elsewhere(desk, current);
    if (twin === undefined) return changed;
    throw refusal(field, because('changeElsewhere', { ticket: current.id, twin }), 409);
  };
}

/** The number of the ticket that goes on for one that is closed as a duplicate; undefined for any other ticket. */
async function elsewhere({ tickets }: Pick<Desk, 'tickets'>, ticket: Ticket): Promise<string | undefined> {
  if (ticket.state !== 'closed' || ticket.mergedInto === undefined) return undefined;
  return (await goingOnFor((id) => tickets.get(id), ticket))?.id ?? ticket.mergedInto;
}
