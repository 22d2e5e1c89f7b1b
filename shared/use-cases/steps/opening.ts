import { acknowledge, tellAgent } from '../../notify/notices.ts';
import { type Posted, withPosted } from '../../notify/post.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { insist, runSteps, type Step, type Task } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { markRegistered } from '../../ticket/timer.ts';
import { registerTimer } from './register-timer.ts';
import { update } from './update.ts';

/**
 * Finishes what a new ticket owes the world: its timer, the acknowledgement, the agents' notices. Each is done once; after
 * a failure the next delivery, or the sweep, goes on at the step that failed.
 */
export async function finishOpening(desk: Desk, ticket: Ticket, message: Message): Promise<Ticket> {
  const agents = await desk.agents.list();
  const posted: Posted[] = [];
  const steps: Step[] = [['timer', () => registerTimer(desk, ticket)]];
  if (!ticket.silent) steps.push(['acknowledge', async () => void posted.push(await acknowledge(desk, ticket))]);
  for (const agent of agents) {
    const tell = async () => void posted.push(await tellAgent(desk, ticket, message, agent, 'new'));
    steps.push([`tell ${agent.id}`, tell]);
  }
  const mark = (opening: Task) => update(desk, ticket, (current) => ({ ...withPosted(current, posted), opening }));
  const opening = await runSteps(ticket.opening, steps, desk.machineNow, async (task) => void (await mark(task)));
  const acknowledgedAs = posted.find(({ to }) => to === ticket.requester.address)?.sentAs;
  return insist(() =>
    update(desk, ticket, (current) => ({
      ...markRegistered(withPosted(current, posted), ticket.timer.version),
      opening,
      ...(acknowledgedAs && { acknowledgedAs }),
    })),
  );
}
