import type { Task } from './task.ts';
import type { Ticket } from './ticket.ts';
import { GRACE_MS } from './timer.ts';

/**
 * Something that a ticket still owes, and from when on the sweep does it if nothing else has (ISO, UTC): the mails of its
 * opening, those of the escalation that timer version `timer` fired, those that say that the customer does not answer, the one that
 * tells the customer of a changed promise, word of a colleague's deed, what was hidden, looked at once more, a timer that is not registered, one that has not fired.
 */
export type OpenWork = { at: string } & (
  | { what: 'opening' }
  | { what: 'escalation'; timer: number }
  | { what: 'unresponsive' }
  | { what: 'promise change' }
  | { what: 'telling' }
  | { what: 'redaction' }
  | { what: 'register' }
  | { what: 'fire' }
);

/** All that a ticket owes: work that broke off, work that is parked, and the timer that should fire by itself. */
export function openWork(ticket: Ticket): OpenWork[] {
  const { opening, createdAt, escalations, watch, promiseChange, telling = [], redactions = [], timer } = ticket;
  const work: OpenWork[] = [];
  if (opening.state !== 'done') work.push({ what: 'opening', at: dueOf(opening, createdAt) });
  for (const { notice, at, timer } of escalations) {
    if (notice.state !== 'done') work.push({ what: 'escalation', timer, at: dueOf(notice, at) });
  }
  const flag = watch?.flagged;
  if (flag && flag.notice.state !== 'done') work.push({ what: 'unresponsive', at: dueOf(flag.notice, flag.at) });
  if (promiseChange && promiseChange.notice.state !== 'done') {
    work.push({ what: 'promise change', at: dueOf(promiseChange.notice, promiseChange.at) });
  }
  for (const { at } of telling) work.push({ what: 'telling', at: later(at) });
  for (const { again } of redactions) if (again !== undefined) work.push({ what: 'redaction', at: again });
  if (!timer.next) return work;
  if (!timer.registered) work.push({ what: 'register', at: timer.parked?.again ?? later(timer.setAt) });
  work.push({ what: 'fire', at: later(timer.next.at) });
  return work;
}

/** When the sweep must look at this ticket next (ISO, UTC): the key of the due index. Undefined when nothing is open. */
export function dueAt(ticket: Ticket): string | undefined {
  const [first, ...others] = openWork(ticket).map(({ at }) => at);
  return others.reduce((earliest, at) => (earliest && earliest < at ? earliest : at), first);
}

/** By which the tickets of a flood come one before the other (ISO, UTC): the earliest deadline first, so what is late before all else. */
export function urgencyOf({ clock }: Pick<Ticket, 'clock'>): string {
  return clock.deadline;
}

/** When the sweep goes on with a task that is not done: a parked one at its time, else some minutes after it began (ISO, UTC). */
export function dueOf(task: Task, begun: string): string {
  return task.state === 'parked' ? task.again : later(begun);
}

function later(instant: string): string {
  return new Date(Date.parse(instant) + GRACE_MS).toISOString();
}
