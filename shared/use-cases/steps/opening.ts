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
  const posted: Posted[] = [];
  const noted = async (sending: Promise<Posted>) => {
    const mail = await sending;
    posted.push(mail);
    return stepOutcome(mail);
  };
  // What was parked may have been overtaken: an acknowledgement after the answer, or of a closed ticket, would only confuse.
  const isOvertaken = ticket.state !== 'waiting';
  const steps: Step[] = ticket.silent || isOvertaken ? [] : [['acknowledge', () => noted(acknowledge(desk, ticket))]];
  for (const agent of isOvertaken ? [] : agents) {
    steps.push([`tell ${agent.id}`, () => noted(tellAgent(desk, ticket, message, agent, 'new'))]);
  }
  const release = async (opening: Task) =>
    void (await update(desk, ticket, (current) => ({ ...withPosted(current, posted), opening })));
  // Side by side: a scheduler that hangs keeps no mail waiting, nor the other way round.
  const [noteTimer, opening] = await Promise.all([
    registerTimer(desk, ticket),
    runSteps(ticket.opening, steps, desk, release),
  ]);
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
