import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { update } from '../use-cases/steps/update.ts';

/**
 * Notes on which ticket (`on`) something is put that was written to a duplicate, `to`, before it is put there: should it come again once others
 * go on, that is where it stands. Repeating it changes nothing.
 */
export async function notePutElsewhere(
  desk: Desk,
  to: Ticket,
  { source, on }: { source: string; on: string },
): Promise<void> {
  await update(desk, to, (current) => (current.putElsewhere ? current : { ...current, putElsewhere: true }));
  await desk.tickets.notePut(to.id, messageKeyFor(source), on);
}

/** The ticket that was noted so, whether or not it got there; undefined when none was. */
export async function putElsewhere(
  { tickets }: { tickets: Pick<Desk['tickets'], 'putOn'> },
  to: Pick<Ticket, 'id' | 'putElsewhere'>,
  source: string,
): Promise<string | undefined> {
  return to.putElsewhere ? tickets.putOn(to.id, messageKeyFor(source)) : undefined;
}
