import { openWork } from '../../ticket/due.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Task } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { ifReadable, type Overdue } from '../../ticket/ticket-store.ts';

/** What was to be done: an answer sent, a message passed on to the team, or a part of a ticket's open work. */
export type ParkedWhat = 'answer' | 'message' | 'opening' | 'escalation' | 'unresponsive' | 'promise change' | 'timer';

/** Something that a service could not do. `again`: when the sweep tries the next time (ISO, UTC). */
export type ParkedItem = { ticketId: string; what: ParkedWhat; reason: string; attempts: number; again: string };

/** `held`: notices about held mails that wait likewise. `isMore`: there may be more than was looked at. */
export type Parked = { items: ParkedItem[]; held: number; isMore: boolean };

/** Entries of the due index that are looked at: of tickets, and of held mails. */
const MOST_LOOKED_AT = 50;

/** What is parked is tried again within a quarter of an hour (`againAt`), so all of it is due by then. In ms of desk time. */
const AHEAD_MS = 16 * 60_000;

/**
 * What is parked now, the next to be tried first: mails and timers that a service could not take. The sweep goes on with all of it by itself; a
 * person has to look when it stays.
 */
export async function loadParked(desk: Pick<Desk, 'tickets' | 'quarantine' | 'now'>): Promise<Parked> {
  const { tickets, quarantine, now } = desk;
  const until = new Date(now().getTime() + AHEAD_MS).toISOString();
  const limit = MOST_LOOKED_AT + 1;
  const [due, floods, untold] = await Promise.all([
    tickets.overdue(until, limit),
    tickets.overdueOfFloods(until, limit),
    quarantine.untold(until, limit),
  ]);
  const entries = [...due.slice(0, MOST_LOOKED_AT), ...floods.slice(0, MOST_LOOKED_AT)];
  const items = (await Promise.all(entries.map((entry) => parkedOf(tickets, entry)))).flat();
  return {
    items: items.sort((a, b) => (a.again < b.again ? -1 : 1)),
    held: untold.length,
    isMore: [due, floods, untold].some(({ length }) => length > MOST_LOOKED_AT),
  };
}

async function parkedOf(tickets: Desk['tickets'], { ticketId, messageKey }: Overdue): Promise<ParkedItem[]> {
  if (messageKey === undefined) {
    const ticket = await ifReadable(tickets.get(ticketId));
    return ticket ? parkedIn(ticket) : [];
  }
  const message = await ifReadable(tickets.getMessage(ticketId, messageKey));
  if (!message) return [];
  const what = message.author === 'agent' && message.kind === 'public' ? 'answer' : 'message';
  return itemOf(ticketId, what, message.relay);
}

function parkedIn(ticket: Ticket): ParkedItem[] {
  const { id, opening, escalations, watch, promiseChange, timer } = ticket;
  const isOpen = new Set(openWork(ticket).map(({ what }) => what));
  return [
    ...itemOf(id, 'opening', opening),
    ...escalations.flatMap(({ notice }) => itemOf(id, 'escalation', notice)),
    ...itemOf(id, 'unresponsive', watch?.flagged?.notice),
    ...itemOf(id, 'promise change', promiseChange?.notice),
    ...(isOpen.has('register') && timer.parked ? [{ ticketId: id, what: 'timer' as const, ...timer.parked }] : []),
  ];
}

/** A task that waits; one that only waits for others like it, to be told of together, was never tried in vain. */
function itemOf(ticketId: string, what: ParkedWhat, task: Task | undefined): ParkedItem[] {
  if (task?.state !== 'parked' || task.attempts === 0) return [];
  const { reason, attempts, again } = task;
  return [{ ticketId, what, reason, attempts, again }];
}
