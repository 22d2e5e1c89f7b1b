import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import { GRACE_MS } from '../../../shared/ticket/timer.ts';
import { setAgain } from '../timers/set-again.ts';
import type { DoctorDesk } from './doctor-desk.ts';
import type { Finding } from './finding.ts';

/** What has to be known of a ticket with a timer: a desk may have a million. */
export type OpenClock = Pick<Ticket, 'id' | 'timer'>;

/** Whether the scheduler is to have the timer of a ticket: it is set for later, and nobody is just setting it. */
export function isAwaited({ timer }: OpenClock, now: Date): boolean {
  if (timer.next === undefined || timer.next.at <= now.toISOString()) return false;
  return timer.registered || Date.parse(timer.setAt) < now.getTime() - GRACE_MS;
}

/** Open clocks without a schedule. Each is read once more: it may have been answered since. */
export async function checkTimers({ desk, schedules }: DoctorDesk, clocks: readonly OpenClock[]): Promise<Finding[]> {
  if (clocks.length === 0) return [];
  const there = await schedules();
  const findings: Finding[] = [];
  for (const { id, timer } of clocks.filter((clock) => !there.has(clock))) {
    const ticket = await ifReadable(desk.tickets.get(id));
    if (!ticket || ticket.timer.version !== timer.version || !isAwaited(ticket, desk.now())) continue;
    findings.push({
      kind: 'timer',
      about: `ticket ${id}`,
      says: `its clock runs and has no schedule for ${timer.next?.at}`,
      mend: 'give it its schedule again',
      repair: () => setAgain(desk, ticket),
    });
  }
  return findings;
}
