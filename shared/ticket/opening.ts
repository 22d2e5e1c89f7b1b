import type { Message } from './message.ts';
import { acknowledge, tellAgent } from './notices.ts';
import type { Desk } from './ports.ts';
import { insist, runSteps, type Step, type Task } from './task.ts';
import type { Ticket } from './ticket.ts';
import { markRegistered, registerTimer } from './timer.ts';
import { update } from './update.ts';

/**
 * Finishes what a new ticket owes the world: its timer, the acknowledgement, the agents' notices. Each is done once; after
 * a failure the next delivery, or the sweep, goes on at the step that failed.
 */
export async function finishOpening(desk: Desk, ticket: Ticket, message: Message): Promise<Ticket> {
  const agents = await desk.agents.list();
  const steps: Step[] = [['timer', () => registerTimer(desk, ticket)]];
  if (!ticket.silent) steps.push(['acknowledge', () => acknowledge(desk, ticket)]);
  for (const agent of agents) {
    steps.push([`tell ${agent.id}`, () => tellAgent(desk, ticket, message, agent, 'new')]);
  }
  const mark = (opening: Task) => update(desk, ticket, (current) => ({ ...current, opening }));
  const opening = await runSteps(ticket.opening, steps, desk.machineNow, async (task) => void (await mark(task)));
  return insist(() =>
    update(desk, ticket, (current) => ({ ...markRegistered(current, ticket.timer.version), opening })),
  );
}
