import { goingOnFor } from '../../ticket/going-on-for.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable } from '../../ticket/ticket-store.ts';
import { claimed, passOn } from './relay.ts';
import { boundedWarnings } from './store-message.ts';
import { TicketContended } from './update.ts';

/** A ticket was closed as a duplicate while a message came in: it is to be placed again, where others go on for that. */
export class ClosedMeanwhile extends Error {
  constructor(id: string, goesOn: string) {
    super(`ticket ${id} was closed as a duplicate meanwhile, and ${goesOn} goes on for it`);
    this.name = 'ClosedMeanwhile';
  }
}

/** The ticket that goes on for one that is closed as a duplicate by now; undefined where none does, or none that can be read. */
export async function goingOnSince({ tickets }: Pick<Desk, 'tickets'>, ticket: Ticket): Promise<Ticket | undefined> {
  if (ticket.state !== 'closed' || ticket.mergedInto === undefined) return undefined;
  const goesOn = await goingOnFor((id) => ifReadable(tickets.get(id)), ticket);
  return goesOn?.id === ticket.id ? undefined : goesOn;
}

const CLOSED_MEANWHILE = 'its ticket was closed as a duplicate while it came in';

/**
 * Leaves a message to the ticket that goes on: here it stands as written, and nobody is told of it. Always throws: `ClosedMeanwhile`, or
 * `TaskBusy` and `TicketContended` while others are at it. Repeating it changes nothing.
 */
export async function leaveTo(
  desk: Desk,
  { id }: Ticket,
  { stored, existed }: { stored: Message; existed: boolean },
  goesOn: Ticket,
): Promise<never> {
  const before = existed ? ((await desk.tickets.getMessage(id, stored.key)) ?? stored) : stored;
  const where = `${CLOSED_MEANWHILE}: it is heard on ${goesOn.id}, which goes on`;
  const left = { ...before, isElsewhere: true as const, warnings: boundedWarnings([where, ...before.warnings]) };
  if (!before.isElsewhere && !(await desk.tickets.rewriteMessage(before, left))) throw new TicketContended(id);
  await passOn(desk, { stored: left, existed }, async () => []);
  throw new ClosedMeanwhile(id, goesOn.id);
}

/**
 * Takes a message that was left so back to its ticket, which was opened again before it was heard where others went on: it is this ticket's, and claimed
 * to be told here. `existed`: another delivery has claimed that. Throws `TicketContended` when a redaction was written meanwhile.
 */
export async function takeBack(desk: Desk, before: Message): Promise<{ stored: Message; existed: boolean }> {
  const { isElsewhere: _, ...kept } = before;
  const warnings = before.warnings.filter((warning) => !warning.startsWith(CLOSED_MEANWHILE));
  const { relay, ...after } = claimed(desk, { ...kept, warnings });
  // First the claim: who breaks off here finds it left to others still, and takes it back anew.
  const isOurs = relay !== undefined && (await desk.tickets.saveRelay(before, relay));
  if (!(await desk.tickets.rewriteMessage(before, after))) throw new TicketContended(before.ticketId);
  return { stored: { ...after, ...(isOurs && { relay }) }, existed: !isOurs };
}
