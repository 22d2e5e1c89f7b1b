import { METRIC } from '../names.ts';
import type { Desk } from '../ticket/ports.ts';
import { claim, isLeft, TaskBusy } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { escalate, finishNotice } from './escalate.ts';
import { finishOpening } from './steps/opening.ts';
import { newMessage } from './steps/store-message.ts';

/** Tickets looked at in one run; what is over waits for the next. */
const MOST = 500;

/**
 * Finds what was lost on the way and does it late, never never (architecture.md, decision 2): timers that did not fire,
 * or were never registered, and mails that were never sent. One ticket that fails does not keep the others waiting; throws
 * at the end when any did.
 */
export async function sweep(desk: Desk): Promise<void> {
  const failed: string[] = [];
  for (const ticket of await desk.tickets.overdue(desk.now().toISOString(), MOST)) {
    try {
      await mend(desk, ticket);
      desk.log.warn('swept a ticket', { ticket: ticket.id });
      desk.log.count(METRIC.swept);
    } catch (error) {
      if (error instanceof TaskBusy) continue;
      failed.push(ticket.id);
      desk.log.error('cannot mend a ticket', { ticket: ticket.id, error });
    }
  }
  if (failed.length > 0)
    throw new Error(`${failed.length} tickets could not be mended: ${failed.slice(0, 10).join(', ')}`);
}

async function mend(desk: Desk, ticket: Ticket): Promise<void> {
  if (ticket.opening.state === 'claimed') return mendOpening(desk, ticket);
  const notice = ticket.escalations.find((each) => each.notice.state === 'claimed');
  if (notice) return finishNotice(desk, ticket, notice);
  await escalate(desk, { ticketId: ticket.id, version: ticket.timer.version });
}

async function mendOpening(desk: Desk, ticket: Ticket): Promise<void> {
  if (!isLeft(ticket.opening, desk.machineNow())) throw new TaskBusy();
  const claimed = await desk.tickets.save({ ...ticket, opening: claim(desk.machineNow(), ticket.opening) });
  if (!claimed) throw new TaskBusy();
  const [first = lostMessage(ticket)] = await desk.tickets.messages(ticket.id);
  await finishOpening(desk, claimed, first);
}

/** Stands in when the desk broke off between the ticket and its message, and the sender never tried again. */
function lostMessage(ticket: Ticket) {
  return newMessage({
    ticketId: ticket.id,
    source: ticket.source,
    author: 'customer',
    by: ticket.requester.address,
    verified: ticket.requester.verified,
    kind: 'public',
    at: ticket.createdAt,
    subject: ticket.subject,
    text: '',
    warnings: ['the text of this request did not reach the desk'],
  });
}
