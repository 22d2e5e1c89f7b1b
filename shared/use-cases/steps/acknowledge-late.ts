import { mailboxOf } from '../../notify/post.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { withoutUntold } from '../../ticket/promise-change.ts';
import { claim, isLeft, leftToSweep, type Task, TaskBusy } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { changePromise } from './change-promise.ts';
import { ACKNOWLEDGE, finishOpening } from './opening.ts';
import { stepOf } from './recipients.ts';
import { TELL_TEAM } from './tell-team.ts';

/** How long an acknowledgement waits for the answer beside it, which says more. In ms of desk time. */
const BESIDE_MS = 10 * 60_000;

/** The ticket as it is changed, and whether its requester is to be acknowledged with that. */
type Late = { changed: Ticket; owes: boolean };

/**
 * Changes a ticket whose requester was not acknowledged: when it was opened, or since they were not its requester; whom `change` lets be
 * acknowledged is now, as long as the ticket waits, and reads how the promise is now. `message` is the key of what opened it. `isBeside`: an
 * answer goes with the change; the sweep acknowledges should it not leave. Doing it again does nothing twice. Throws `TaskBusy` while the ticket
 * is being opened, and what a port throws: repeating it, or the sweep, then finishes what is left.
 */
export async function acknowledgeLate(
  desk: Desk,
  ticket: Ticket,
  message: string,
  change: (ticket: Ticket) => Late | Promise<Late>,
  { isBeside = false }: { isBeside?: boolean } = {},
): Promise<Ticket> {
  const told = [TELL_TEAM, ...(await desk.agents.list()).map((agent) => stepOf(mailboxOf(agent)))];
  let isOurs = false;
  const written = await changePromise(desk, ticket, async (current) => {
    const { changed, owes } = await change(current);
    isOurs = owes && !isBeside;
    if (!owes) return changed;
    const opening = claimAcknowledgement(desk, current, told);
    return { ...withoutUntold(changed), silent: false, opening: isBeside ? leftFor(desk, opening) : opening };
  });
  const first: Message | undefined = isOurs ? await desk.tickets.getMessage(ticket.id, message) : undefined;
  return first ? finishOpening(desk, written, first) : written;
}

/**
 * A claim on what is left of the opening: the acknowledgement, and word to the team when it has none yet (`told`: the steps of all that
 * were told, by the team's mail or of a flood). Throws `TaskBusy` while somebody is at the opening, who knows of no acknowledgement.
 */
function claimAcknowledgement(desk: Desk, { opening }: Ticket, told: string[]): Task {
  if (opening.state !== 'done' && !isLeft(opening, desk.machineNow())) throw new TaskBusy();
  const before = opening.state === 'done' ? told : opening.steps;
  const steps = before.filter((step) => step !== ACKNOWLEDGE);
  return claim(desk.machineNow(), { state: 'parked', again: desk.now().toISOString(), attempts: 0, reason: '', steps });
}

/** What is left of the opening, for the sweep, once the answer beside it must have left. */
function leftFor(desk: Desk, opening: Task): Task {
  return leftToSweep(opening, new Date(desk.now().getTime() + BESIDE_MS));
}
