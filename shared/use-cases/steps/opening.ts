import { acknowledge, tellAgent } from '../../notify/notices.ts';
import { type Posted, sentAs, stepOutcome, withPosted } from '../../notify/post.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { insist, runSteps, type Step, type Task } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { registerTimer } from './register-timer.ts';
import { update } from './update.ts';

/**
 * Finishes what a new ticket owes the world: its timer, the acknowledgement, the agents' notices. Each is done once; after
 * a failure the next delivery goes on at the step that failed, and what a service could not do is parked for the sweep.
 */
export async function finishOpening(desk: Desk, ticket: Ticket, message: Message): Promise<Ticket> {
  const agents = await desk.agents.list();
  const noteTimer = await registerTimer(desk, ticket);
  const posted: Posted[] = [];
  const noted = async (sending: Promise<Posted>) => {
    const mail = await sending;
    posted.push(mail);
    return stepOutcome(mail);
  };
  const steps: Step[] = ticket.silent ? [] : [['acknowledge', () => noted(acknowledge(desk, ticket))]];
  for (const agent of agents) {
    steps.push([`tell ${agent.id}`, () => noted(tellAgent(desk, ticket, message, agent, 'new'))]);
  }
  const mark = (opening: Task) =>
    update(desk, ticket, (current) => ({ ...withPosted(noteTimer(current), posted), opening }));
  const opening = await runSteps(ticket.opening, steps, desk, async (task) => void (await mark(task)));
  const acknowledgement = posted.find(({ to }) => to === ticket.requester.address);
  const acknowledgedAs = acknowledgement && sentAs(acknowledgement);
  return insist(() =>
    update(desk, ticket, (current) => ({
      ...withPosted(noteTimer(current), posted),
      opening,
      ...(acknowledgedAs && { acknowledgedAs }),
    })),
  );
}
