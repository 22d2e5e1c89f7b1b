import { mailboxOf } from '../../notify/post.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { claim, isLeft, type Task, TaskBusy } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { changePromise } from './change-promise.ts';
import { finishOpening } from './opening.ts';
import { stepOf } from './recipients.ts';
import { TELL_TEAM } from './tell-team.ts';

/**
 * Changes a ticket whose requester was not acknowledged when it was opened; whom `change` lets be acknowledged is now, as long as the
 * ticket waits. `message` is the key of what opened it. Doing it again does nothing twice. Throws `TaskBusy` while the ticket is
 * being opened, and what a port throws: repeating it, or the sweep, then finishes what is left.
 */
export async function acknowledgeLate(
  desk: Desk,
  ticket: Ticket,
  message: string,
  change: (ticket: Ticket) => { changed: Ticket; owes: boolean },
): Promise<Ticket> {
  const told = [TELL_TEAM, ...(await desk.agents.list()).map((agent) => stepOf(mailboxOf(agent)))];
  let isOurs = false;
  const written = await changePromise(desk, ticket, (current) => {
    const { changed, owes } = change(current);
    isOurs = owes;
    return owes ? { ...changed, silent: false, opening: claimAcknowledgement(desk, current, told) } : changed;
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
  const done: Task = { state: 'parked', again: desk.now().toISOString(), attempts: 0, reason: '', steps: told };
  return claim(desk.machineNow(), opening.state === 'done' ? done : opening);
}
