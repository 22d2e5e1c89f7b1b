import type { Desk } from '../../../shared/ticket/ports.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { registerTimer } from '../../../shared/use-cases/steps/register-timer.ts';
import { update } from '../../../shared/use-cases/steps/update.ts';

/**
 * Gives the timer of a ticket its schedule again, and notes that on a ticket that had none. Undefined when it is set; else why it is not: the
 * sweep then serves it, minutes late. What is past is due in a minute. One that was set anew meanwhile is not touched by this: a schedule of before
 * fires and counts no more.
 */
export async function setAgain(desk: Desk, ticket: Ticket): Promise<string | undefined> {
  let reason: string | undefined;
  const { timers } = desk;
  const register: typeof timers.register = async (timer) => {
    const result = await timers.register(timer);
    if (result.outcome !== 'done') ({ reason } = result);
    return result;
  };
  const note = await registerTimer({ ...desk, timers: { ...timers, register } }, ticket);
  await update(desk, ticket, note);
  return reason;
}
