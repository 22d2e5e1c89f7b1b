import { type Card, cardOf } from '../ticket/card.ts';
import type { Message } from '../ticket/message.ts';
import type { Task } from '../ticket/task.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** How tickets look outside: `docs/api.md`. No storage keys, versions or claims. Instants are ISO in UTC; what is not there is null. */

/** A ticket as in a list. */
export function presentCard(card: Card) {
  const { id, state, awaits, priority, channel, subject, requester, customer, plan, openedAt, respondBy } = card;
  return {
    id,
    state,
    awaits,
    priority,
    channel,
    subject,
    requester: { ...requester, name: requester.name ?? null, unconfirmed: requester.unconfirmed ?? null },
    customer: customer ?? null,
    plan,
    openedAt,
    respondBy,
    firstResponse: card.firstResponse ?? null,
    cancelled: card.cancelled ?? null,
    closedAt: card.closedAt ?? null,
    /** The highest level reached so far. */
    escalation: card.escalation ?? null,
    assignee: card.assignee ?? null,
    /** Out of sight until then. */
    snoozedUntil: card.snoozedUntil ?? null,
    /** How many messages from outside wait for an agent to add, file or dismiss them. */
    outside: card.outside ?? 0,
    /** Since when the customer of a P1 has not answered a question in time. */
    unresponsiveSince: card.unresponsiveSince ?? null,
  };
}

/** A ticket as in a list, with nothing cut, and with its tags, for which a list has no room. */
export function presentTicket(ticket: Ticket) {
  const { subject, requester, customer } = ticket;
  const shown = presentCard({ ...cardOf(ticket), subject, requester, customer });
  return { ...shown, requester: { ...shown.requester, from: requester.from ?? null }, tags: ticket.tags };
}

/** The clock of a ticket: what was promised, and why it is due then. */
export function presentClock({ state, clock, passed, firstResponse }: Ticket) {
  const { priority, start, deadline, targetSeconds, calendar, timeZone, why, openings, holidays, warnings } = clock;
  const { counted, levels } = clock;
  const missed = firstResponse?.met && state !== 'waiting' ? null : (passed ?? null);
  const times = { priority, start, counted, respondBy: deadline, missed, targetSeconds, calendar, timeZone };
  return { ...times, why, openings, holidays, warnings, levels };
}

/** The newest question to the customer of a P1, by when they were told to answer, and what came of it. */
export function presentWatch({ watch }: Ticket) {
  if (!watch) return null;
  const { message, askedBy, askedAt, until, flagged, ended } = watch;
  return { message, askedBy, askedAt, until, flaggedAt: flagged?.at ?? null, ended: ended ?? null };
}

/** What a ticket still owes because a service could not do it: since when it is tried, how often, and why in vain. */
export function presentParked(
  { opening, escalations, watch, promiseChange, timer }: Ticket,
  messages: readonly Message[],
) {
  const tasks: { what: string; message?: string; task: Task | undefined }[] = [
    { what: 'opening', task: opening },
    ...escalations.map(({ level, notice }) => ({ what: level, task: notice })),
    ...(promiseChange ? [{ what: 'promise change', task: promiseChange.notice }] : []),
    ...(watch?.flagged ? [{ what: 'unresponsive', task: watch.flagged.notice }] : []),
    ...messages.map(({ key, relay }) => ({ what: 'message', message: key, task: relay })),
  ];
  const parked = tasks.flatMap(({ task, ...owed }) =>
    task?.state === 'parked' ? [{ ...owed, again: task.again, attempts: task.attempts, reason: task.reason }] : [],
  );
  return timer.parked ? [...parked, { what: 'timer', ...timer.parked }] : parked;
}
