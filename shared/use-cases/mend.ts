import { METRIC } from '../names.ts';
import { type OpenWork, openWork, urgencyOf } from '../ticket/due.ts';
import type { Desk } from '../ticket/ports.ts';
import { isLeft, TaskBusy } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Overdue } from '../ticket/ticket-store.ts';
import { escalate, finishNotice } from './escalate.ts';
import { finishPromiseChange } from './steps/change-promise.ts';
import { finishFlagging } from './steps/flag-unresponsive.ts';
import { hideAgain } from './steps/hide-again.ts';
import { claimOpening, finishOpening } from './steps/opening.ts';
import { registerTimer } from './steps/register-timer.ts';
import { resumeRelay } from './steps/resume-relay.ts';
import { newMessage, storeMessage } from './steps/store-message.ts';
import { finishTelling } from './steps/tell-agents.ts';
import { update } from './steps/update.ts';

/** When a ticket that could not be mended is looked at again: the others come first. In ms of desk time. */
const SET_BACK_MS = 10 * 60_000;

/** Takes a ticket's request in once more (`shared/intake/take-in-again.ts`); false: nothing was kept of it. */
export type TakeInAgain = (desk: Desk, ticket: Ticket) => Promise<boolean>;

/** What mending needs beside the desk: `flood` collects the tickets that are told of together. */
export type Means = { takeInAgain: TakeInAgain; flood: Map<string, Overdue> };

/** In this order: people first, the scheduler last, since what it lacks the sweep does itself. */
const ORDER: OpenWork['what'][] = [
  'opening',
  'escalation',
  'unresponsive',
  'promise change',
  'telling',
  'redaction',
  'fire',
  'register',
];

/** Does what is overdue of a ticket, or of a message of one. Throws `TaskBusy` where somebody else is at it, and what a port throws. */
export async function mend(desk: Desk, { ticketId, messageKey }: Overdue, means: Means): Promise<void> {
  await (messageKey === undefined ? mendTicket(desk, ticketId, means) : resumeRelay(desk, { ticketId, messageKey }));
}

/** Keeps the sweep from looking at it again at once. */
export function setBack(desk: Desk, work: Overdue): Promise<void> {
  return desk.tickets.postpone(work, new Date(desk.now().getTime() + SET_BACK_MS).toISOString());
}

/**
 * Does all of a ticket's open work that is due, each once, on the ticket as the one before left it. What fails keeps none of
 * the rest from being done, and is thrown at the end.
 */
async function mendTicket(desk: Desk, id: string, means: Means): Promise<void> {
  const done = new Set<string>();
  const failures: unknown[] = [];
  const nameOf = (work: OpenWork) => (work.what === 'escalation' ? `escalation ${work.timer}` : work.what);
  for (;;) {
    const ticket = await desk.tickets.get(id);
    const now = desk.now().toISOString();
    const [work] = (ticket ? openWork(ticket) : [])
      .filter((each) => each.at <= now && !done.has(nameOf(each)))
      .sort((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what));
    if (!ticket || !work) break;
    done.add(nameOf(work));
    try {
      await doWork(desk, ticket, work, means);
      desk.log.warn('swept a ticket', { ticket: id, work: nameOf(work) });
      desk.log.count(METRIC.swept);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures.find((error) => !(error instanceof TaskBusy)) ?? failures[0];
}

async function doWork(desk: Desk, ticket: Ticket, work: OpenWork, means: Means): Promise<void> {
  if (work.what === 'opening') return mendOpening(desk, ticket, means);
  if (work.what === 'escalation' && ticket.flood) return gather(ticket, means);
  if (work.what === 'register') return void (await update(desk, ticket, await registerTimer(desk, ticket)));
  if (work.what === 'unresponsive') return finishFlagging(desk, ticket);
  if (work.what === 'redaction') return hideAgain(desk, ticket);
  if (work.what === 'telling') return void (await finishTelling(desk, ticket));
  if (work.what === 'promise change') return finishPromiseChange(desk, ticket);
  const notice = work.what === 'escalation' && ticket.escalations.find(({ timer }) => timer === work.timer);
  if (notice) return finishNotice(desk, ticket, notice);
  await escalate(desk, { ticketId: ticket.id, version: ticket.timer.version });
}

/** Never finishes an opening whose message is missing: the request is taken in again, and stands in only when it is gone. */
async function mendOpening(desk: Desk, ticket: Ticket, means: Means): Promise<void> {
  if (!isLeft(ticket.opening, desk.machineNow())) throw new TaskBusy();
  const { messages } = await desk.tickets.messages(ticket.id);
  if (messages.length === 0 && (await means.takeInAgain(desk, ticket))) return setBack(desk, overdueOf(ticket));
  if (ticket.flood && messages.length > 0) return gather(ticket, means);
  const claimed = await claimOpening(desk, ticket);
  if (!claimed) throw new TaskBusy();
  await finishOpening(desk, claimed, messages[0] ?? (await storeMessage(desk, lostMessage(ticket), { files: [] })));
}

function gather(ticket: Ticket, { flood }: Means): void {
  flood.set(ticket.id, overdueOf(ticket));
}

function overdueOf(ticket: Ticket): Overdue {
  return { ticketId: ticket.id, ...(ticket.flood && { urgency: urgencyOf(ticket) }) };
}

/** Stands in when the desk broke off between the ticket and its message, and nothing of the request was kept. */
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
    raw: ticket.raw,
    warnings: [
      ticket.raw === undefined
        ? 'the text of this request did not reach the desk'
        : 'the text of this request could not be read again: what is kept of it is the raw request',
    ],
  });
}
