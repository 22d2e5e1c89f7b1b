import type { Ticket } from '../../shared/ticket/ticket.ts';
import { escalate } from '../../shared/use-cases/escalate.ts';
import type { MemoryDesk } from './memory-desk.ts';
import { ticketsOf } from './stories.ts';

/** Days that are looked ahead: a Basic P3 of a Friday has come to its last level by then. */
const DAYS = 9;

/** Whom the desk mails about what, and when, in the next days, should nobody do anything. */
export async function owed(desk: MemoryDesk): Promise<string[]> {
  const mails: string[] = [];
  const end = desk.now().getTime() + DAYS * 24 * 3_600_000;
  const note = () => {
    for (const { recipient, subject } of desk.sent) mails.push(`${desk.now().toISOString()} ${recipient} ${subject}`);
    desk.sent.length = 0;
  };
  note();
  for (;;) {
    const [next] = [...desk.scheduled].sort(([, a], [, b]) => (a < b ? -1 : 1));
    if (!next || Date.parse(next[1]) > end) return mails.sort();
    const [name, at] = next;
    const [ticketId = '', version] = name.split('.');
    desk.scheduled.delete(name);
    if (at > desk.now().toISOString()) desk.setNow(at);
    await escalate(desk, { ticketId, version: Number(version) });
    await desk.team.drain();
    note();
  }
}

/** What of a ticket says who is owed what. */
const promiseOf = ({ id, state, priority, requester, customer, assignee, clock, timer, watch }: Ticket) => ({
  ...{ id, state, priority, requester, customer, assignee, watch },
  ...{ deadline: clock.deadline, levels: clock.levels, next: timer.next },
});

/** The promises of all tickets. */
export const promises = async (desk: MemoryDesk) => (await ticketsOf(desk)).map(promiseOf);
