import { acknowledge, tellAgent } from '../../notify/notices.ts';
import { keptIn, type Posted, sentAs, withPosted } from '../../notify/post.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { insist, runSteps, type Step, type Task } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { claimAgain, notesOf } from './progress.ts';
import { registerTimer } from './register-timer.ts';
import { update } from './update.ts';

const ACKNOWLEDGE = 'acknowledge';

const nameOf = ({ id: ticketId }: Ticket) => ({ ticketId, task: 'opening' });

/** The ticket with a fresh claim on what is left of its opening; undefined when somebody else wrote first. */
export async function claimOpening(desk: Desk, ticket: Ticket): Promise<Ticket | undefined> {
  const { task: opening, noted } = await claimAgain(desk, nameOf(ticket), ticket.opening);
  const acknowledgedAs = noted.find(({ step }) => step === ACKNOWLEDGE)?.sending?.sentAs;
  return desk.tickets.save({ ...ticket, opening, ...(acknowledgedAs && { acknowledgedAs }) });
}

/**
 * Finishes what a new ticket owes the world: its timer, the acknowledgement, the agents' notices. Each is done once; after
 * a failure the next delivery goes on at the step that failed, and what a service could not do is parked for the sweep.
 */
export async function finishOpening(desk: Desk, ticket: Ticket, message: Message): Promise<Ticket> {
  const agents = await desk.agents.list();
  const posted: Posted[] = [];
  const kept = keptIn(posted);
  const acknowledged = () => {
    const mail = posted.find(({ to }) => to === ticket.requester.address);
    const acknowledgedAs = mail && sentAs(mail);
    return acknowledgedAs ? { acknowledgedAs } : {};
  };
  // What was parked may have been overtaken: an acknowledgement after the answer, or of a closed ticket, would only confuse.
  const isOvertaken = ticket.state !== 'waiting';
  const steps: Step[] = ticket.silent || isOvertaken ? [] : [[ACKNOWLEDGE, () => kept(acknowledge(desk, ticket))]];
  for (const agent of isOvertaken ? [] : agents) {
    steps.push([`tell ${agent.id}`, () => kept(tellAgent(desk, ticket, message, agent, 'new'))]);
  }
  const overtaken = isOvertaken && ticket.opening.state !== 'done' ? { overtaken: ticket.opening.steps } : {};
  const mark = (current: Ticket, opening: Task) => ({
    ...withPosted(current, posted),
    opening,
    ...acknowledged(),
    ...overtaken,
  });
  const release = async (opening: Task) => void (await update(desk, ticket, (current) => mark(current, opening)));
  const note = notesOf(desk, nameOf(ticket), ticket.opening, () => ({
    sending: { sentAs: acknowledged().acknowledgedAs },
  }));
  // Side by side: a scheduler that hangs keeps no mail waiting, nor the other way round.
  const [noteTimer, opening] = await Promise.all([
    registerTimer(desk, ticket),
    runSteps(ticket.opening, steps, desk, { note, release }),
  ]);
  return insist(() => update(desk, ticket, (current) => mark(noteTimer(current), opening)));
}
