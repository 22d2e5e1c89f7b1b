import { takeInAgain } from '../../../shared/intake/take-in-again.ts';
import type { Desk } from '../../../shared/ticket/ports.ts';
import { TaskBusy } from '../../../shared/ticket/task.ts';
import type { Overdue } from '../../../shared/ticket/ticket-store.ts';
import { mend } from '../../../shared/use-cases/mend.ts';
import { tellFlood } from '../../../shared/use-cases/tell-flood.ts';

/** The sweep comes every five minutes, and sets back by ten what it could not do. In ms of desk time. */
export const LATE_MS = 15 * 60_000;

/** Whether what was to be done at `at` (ISO, UTC) should long have been. */
export function isLate(at: string, now: Date): boolean {
  return Date.parse(at) < now.getTime() - LATE_MS;
}

/** Does what is overdue of a ticket, or of a message of one, as the sweep would. Gives why it could not. */
export async function wake(desk: Desk, work: Overdue): Promise<string | undefined> {
  const flood = new Map<string, Overdue>();
  try {
    await mend(desk, work, { takeInAgain, flood });
    const failed = await tellFlood(desk, [...flood.keys()]);
    return failed.length > 0 ? 'it could not be told: see the log above' : undefined;
  } catch (error) {
    if (error instanceof TaskBusy) return 'the desk is at work on it: run this again';
    throw error;
  }
}
