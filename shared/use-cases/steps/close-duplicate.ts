import { because } from '../../refusals.ts';
import { goingOnFor } from '../../ticket/going-on-for.ts';
import { TICKET_ID } from '../../ticket/identity.ts';
import { askerOfAnother, knownAskers, namedByFrom } from '../../ticket/known-askers.ts';
import type { Desk } from '../../ticket/ports.ts';
import { TaskBusy } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { goesOnForSince, withDuplicate } from '../../ticket/twin.ts';
import { whyNotTwin } from '../../ticket/why-not-twin.ts';
import { refusal } from './change.ts';
import { changePromise } from './change-promise.ts';

/** How often a duplicate is handed over again when others write it in between. */
const ROUNDS = 4;

/**
 * `twin`: number of the ticket that goes on; `by`: who closes the duplicate (`agent:<id>`); `check` throws when it may not be closed as it
 * is now; `close` closes it.
 */
type Closing = {
  twin: string;
  by: string;
  check: (ticket: Ticket) => Promise<void>;
  close: (ticket: Ticket) => Ticket;
};

/**
 * Closes a ticket as a duplicate once its twin goes on for it (docs/promise.md section 5). First the twin is written, always: whoever breaks
 * off in between leaves both clocks running, and whoever closes the twin at the same time sees that it goes on for one more. Then the duplicate is closed as
 * it was handed over; one that was written in between is handed over again. So two that are closed into each other never both close, and
 * no clock is lost on the way through a third. Throws a 422 when the twin cannot go on, and `TaskBusy` when others are at it.
 */
export async function closeDuplicate(desk: Desk, read: Ticket, closing: Closing): Promise<Ticket> {
  let ticket = read;
  for (let round = 0; round < ROUNDS; round += 1) {
    await closing.check(ticket);
    await handOver(desk, ticket, closing);
    const after = await changePromise(desk, ticket, closeAsHandedOver(desk, ticket, closing));
    if (after.state === 'closed') return after;
    ticket = after;
  }
  throw new TaskBusy();
}

async function handOver(desk: Desk, ticket: Ticket, { twin: number, by }: Closing): Promise<void> {
  const now = desk.now().toISOString();
  const twin = TICKET_ID.test(number) ? await desk.tickets.get(number) : undefined;
  if (!twin) throw refusal('twin', because('twinUnknown', { twin: number }));
  await changePromise(desk, twin, async (current) => {
    const known = await knownAskers(desk.customers, ticket, current);
    const foreign = await askerOfAnother(desk.customers, current);
    const named = await namedByFrom(desk.customers, [ticket, current]);
    const why = whyNotTwin(ticket, current, { settings: desk.settings, known, foreign, named });
    if (why !== undefined) throw refusal('twin', why);
    return { ...withDuplicate(current, ticket, { known, by, now }) };
  });
}

function closeAsHandedOver(desk: Desk, ticket: Ticket, { twin, close }: Closing) {
  return async (current: Ticket): Promise<Ticket> => {
    if (current.state === 'closed') return current;
    if (current.version !== ticket.version) {
      // Of two that are closed into each other, one gives way, that the other need not.
      if (goesOnForSince(current, twin, ticket.version) && current.id > twin) throw new TaskBusy();
      return current;
    }
    const read = (id: string) => desk.tickets.get(id);
    // As a duplicate of a third it has handed on what it took over.
    if ((await goingOnFor(read, await read(twin)))?.state === 'closed')
      throw refusal('twin', because('twinClosed', { twin }));
    return { ...close(current), mergedInto: twin };
  };
}
