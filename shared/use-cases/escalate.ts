import { PASSED_OVER } from '../events/rung.ts';
import { METRIC } from '../names.ts';
import { audited, ladderTimer, nextTimer } from '../ticket/clock.ts';
import { closed } from '../ticket/closed.ts';
import type { Desk } from '../ticket/ports.ts';
import { isSmoke } from '../ticket/smoke.ts';
import { claim, isLeft, leftToSweep, type Task, TaskBusy } from '../ticket/task.ts';
import type { Escalation, Ticket } from '../ticket/ticket.ts';
import { endSnooze } from './steps/end-snooze.ts';
import { finishFlagging, flagUnresponsive } from './steps/flag-unresponsive.ts';
import { claimNotice, contactsOf, noteStale, tellLevel } from './steps/level-notice.ts';
import { registerTimer } from './steps/register-timer.ts';
import { update } from './steps/update.ts';

/** By how much this machine's clock may be behind the scheduler's. Timers are set to whole minutes, so less says nothing. */
const CLOCKS_DIFFER_MS = 60_000;

/** What a fired timer carries. */
export type TimerEvent = { ticketId: string; version: number };

/**
 * A timer fires (promise.md sections 6 and 7).
 *
 * 1. Read the ticket again: answered, cancelled or re-timed ones end silently.
 * 2. The watch of a P1: flag the ticket and tell the agents. The end of a snooze: put it back in sight and tell its assignee. Else:
 * 3. Record the highest level reached, once, and set the timer to the next one.
 * 4. Register that timer and tell the level's contacts; when none of their addresses works, the next level is reached at once.
 *
 * Of a ticket of a flood the sweep tells the contacts, with the others. A repeated delivery finds the record of the first and only finishes what that left undone. Throws `TaskBusy` while
 * another delivery is at work, and what a port throws: the delivery is then to be repeated.
 */
export async function escalate(desk: Desk, event: TimerEvent): Promise<void> {
  const ticket = await desk.tickets.get(event.ticketId);
  if (!ticket) return desk.log.warn('timer of an unknown ticket', event);

  const before = ticket.escalations.find(({ timer }) => timer === event.version);
  if (before) return finishNotice(desk, ticket, before);
  if (ticket.watch?.flagged?.timer === event.version) return finishFlagging(desk, ticket);
  if (ticket.timer.version !== event.version || !ticket.timer.next) return;

  const now = desk.now().toISOString();
  // A scheduler fires late, never early. A clock that is a little behind it delays nobody; one that is far behind sets the timer
  // again, and should the scheduler still have the old one, the sweep serves it.
  if (Date.parse(ticket.timer.next.at) - Date.parse(now) > CLOCKS_DIFFER_MS) {
    await update(desk, ticket, await registerTimer(desk, ticket));
    return;
  }

  const { kind } = ticket.timer.next;
  if (kind !== 'ladder') {
    const end = kind === 'watch' ? flagUnresponsive : endSnooze;
    if (!(await end(desk, ticket))) await escalate(desk, event);
    return;
  }
  if (isSmoke(ticket)) return escalateSmoke(desk, ticket, now);
  const notice = ticket.flood ? leftToSweep(undefined, desk.now()) : claim(desk.machineNow());
  const recorded = await desk.tickets.save(withLevel(ticket, now, notice));
  if (!recorded) return escalate(desk, event);
  desk.log.count(METRIC.escalation);
  desk.log.info('a level of escalation is reached', { ticket: recorded.id, reached: recorded.reached });
  if (recorded.flood) return void (await update(desk, recorded, await registerTimer(desk, recorded)));
  const escalation = recorded.escalations.at(-1);
  if (escalation) await tell(desk, recorded, escalation, await contactsOf(desk, recorded, escalation));
}

/**
 * The level of a smoke ticket is noted, and nobody hears of it; its last one closes it, so that no run leaves a ticket waiting, whatever
 * became of the run.
 */
async function escalateSmoke(desk: Desk, ticket: Ticket, now: string): Promise<void> {
  const recorded = withLevel(ticket, now, { state: 'done' });
  const saved = await desk.tickets.save(recorded.timer.next ? recorded : withdrawn(recorded, now));
  if (!saved) return escalate(desk, { ticketId: ticket.id, version: ticket.timer.version });
  if (saved.timer.next) await update(desk, saved, await registerTimer(desk, saved));
}

function withdrawn(ticket: Ticket, at: string): Ticket {
  const cancelled = 'withdrawn';
  return audited(closed(ticket, { at, cancelled }), { at, by: 'desk', action: 'closed', detail: cancelled });
}

/**
 * The ticket with the highest level reached at `now` (ISO, UTC), the timer's own at least, on its record, and its timer set to the level after. Of
 * those below it, which a timer that fires late passes over, the trail has a line each: nobody is mailed of them, and other systems are told.
 * `notice`: how far its contacts have been told. Throws when the timer is for no level of its clock.
 */
export function withLevel(ticket: Ticket, now: string, notice: Task): Ticket {
  const from = ticket.clock.levels.findIndex(({ name }) => name === ticket.timer.next?.level);
  const left = ticket.clock.levels.slice(from);
  const reached = left.filter(({ at }, index) => index === 0 || at <= now);
  const highest = reached.at(-1);
  if (!highest) throw new Error(`ticket ${ticket.id} has a timer for a level that its clock lacks`);
  const escalation: Escalation = {
    level: highest.name,
    clock: ticket.clock.version,
    timer: ticket.timer.version,
    due: highest.at,
    deadline: ticket.clock.deadline,
    at: now,
    notice,
  };
  const changed: Ticket = {
    ...ticket,
    escalations: [...ticket.escalations, escalation],
    timer: nextTimer(ticket, ladderTimer(left[reached.length]), now),
    reached: highest.name,
  };
  const over = reached.slice(0, -1).reduce((current, { name, at }) => {
    const detail = `${name}: due ${at}, promised ${ticket.clock.deadline}`;
    return audited(current, { at: now, by: 'desk', action: PASSED_OVER, detail });
  }, changed);
  return audited(over, { at: now, by: 'desk', action: 'escalated', detail: highest.name });
}

/** Goes on with a notice that a delivery before this one left undone. */
export async function finishNotice(desk: Desk, ticket: Ticket, escalation: Escalation): Promise<void> {
  // Of a ticket of a flood the sweep tells, with the others.
  if (escalation.notice.state === 'done' || ticket.flood) return;
  if (!isLeft(escalation.notice, desk.machineNow())) throw new TaskBusy();
  const contacts = await contactsOf(desk, ticket, escalation);
  if (await noteStale(desk, ticket, escalation, contacts)) return;
  const claimed = await claimNotice(desk, ticket, escalation);
  await tell(desk, claimed.ticket, claimed.escalation, contacts);
}

/** Tells the contacts, and goes on at once with the next level when nobody of this one can be reached. */
async function tell(desk: Desk, ticket: Ticket, escalation: Escalation, contacts: Contacts): Promise<void> {
  const told = await tellLevel(desk, ticket, escalation, contacts);
  const { next, version } = told.timer;
  const isNow = next?.kind === 'ladder' && next.at <= desk.now().toISOString();
  if (isNow) await escalate(desk, { ticketId: ticket.id, version });
}

type Contacts = Awaited<ReturnType<typeof contactsOf>>;
