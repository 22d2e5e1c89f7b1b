import { causeOf } from '../../notify/notice-of.ts';
import { acknowledge } from '../../notify/notices.ts';
import { type Posted, type Recipient, sentAs, withPosted } from '../../notify/post.ts';
import { isImported } from '../../ticket/imported.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { insist, leftToSweep, runSteps, type Step, type Task } from '../../ticket/task.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { REQUESTER_CHANGED } from '../../ticket/trail.ts';
import { claimAgain, notesOf } from './progress.ts';
import { recipientsFor, stepOf } from './recipients.ts';
import { registerTimer } from './register-timer.ts';
import { TELL_TEAM, tellTeam } from './tell-team.ts';
import { tellWriter, withoutWriter } from './tell-writer.ts';
import { toldIfRefused } from './told-if-refused.ts';
import { type TellGathered, tellTogether, toldTogether } from './told-together.ts';
import { update } from './update.ts';

/** The name of acknowledging the request, as a step of the opening. */
export const ACKNOWLEDGE = 'acknowledge';

const nameOf = ({ id: ticketId }: Ticket) => ({ ticketId, task: 'opening' });

/** The ticket with a fresh claim on what is left of its opening; undefined when somebody else wrote first. */
export async function claimOpening(desk: Desk, ticket: Ticket): Promise<Ticket | undefined> {
  const { task: opening, noted } = await claimAgain(desk, nameOf(ticket), ticket.opening);
  const acknowledgedAs = noted.find(({ step }) => step === ACKNOWLEDGE)?.sending?.sentAs;
  return desk.tickets.save({ ...ticket, opening, ...(acknowledgedAs && { acknowledgedAs }) });
}

/**
 * Finishes what a new ticket owes the world: its timer, the acknowledgement, word to the team. Each is done once; after
 * a failure the next delivery goes on at the step that failed, and what a service could not do is parked for the sweep. Of a
 * ticket of a flood the sweep tells, with the others: `tellGathered` then stands in for the notices, save for those whom it concerns by name.
 */
export async function finishOpening(
  desk: Desk,
  ticket: Ticket,
  message: Message,
  tellGathered?: TellGathered,
): Promise<Ticket> {
  if (ticket.flood && !tellGathered) return leaveToSweep(desk, ticket);
  const agents = await desk.agents.list();
  const posted: Posted[] = [];
  const acknowledged = () => {
    const mail = posted.find(({ to }) => to === ticket.requester.address);
    const acknowledgedAs = mail && sentAs(mail);
    return acknowledgedAs ? { acknowledgedAs } : {};
  };
  // What was parked may have been overtaken: an acknowledgement after the answer, or of a closed ticket, would only confuse.
  const isOvertaken = ticket.state !== 'waiting';
  const toRequester = async () => {
    const mail = await acknowledge(desk, ticket);
    posted.push(mail);
    return toldIfRefused(desk, ticket, requesterSince(ticket), mail);
  };
  const steps: Step[] = ticket.silent || isOvertaken ? [] : [[ACKNOWLEDGE, toRequester]];
  const before = ticket.opening.state === 'done' ? [] : ticket.opening.steps;
  const people = isOvertaken || isImported(ticket) ? [] : recipientsFor(desk, ticket, 'new', agents);
  const together = tellGathered ? toldTogether(ticket, people, message) : [];
  const others = withoutWriter(people, message).filter((to) => !together.includes(to) && !before.includes(stepOf(to)));
  steps.push(...tellWriter(desk, ticket, message, ticket.createdAt));
  // Of the ticket and not of the message: a request that is made once more has another time, and the same ticket.
  const about = { kind: 'new' as const, messageKey: message.key, cause: causeOf(message, ticket) };
  if (others.length > 0) {
    const isWithheld = () => posted.some(({ result }) => result.outcome === 'withheld') || wasWithheld(ticket, before);
    const aboutIt = () => ({ ...about, ...(isWithheld() && { unacknowledged: true }) });
    steps.push([TELL_TEAM, () => tellTeam(desk, ticket, others, { at: ticket.createdAt, about: aboutIt() })]);
  }
  function* allSteps(): Generator<Step> {
    yield* steps;
    if (!tellGathered) return;
    const tell = async (to: Recipient) => {
      const mail = await tellGathered(to);
      posted.push(mail);
      return mail;
    };
    yield* tellTogether(desk, ticket, { people: together, at: ticket.createdAt, about }, { tell, before });
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
    runSteps(ticket.opening, allSteps(), desk, { note, release }),
  ]);
  return insist(() => update(desk, ticket, (current) => mark(noteTimer(current), opening)));
}

/** Since when it has been this requester's (ISO, UTC): word that another one could not be reached is another notice. */
function requesterSince({ audit, createdAt }: Ticket): string {
  return audit.findLast(({ action }) => action === REQUESTER_CHANGED)?.at ?? createdAt;
}

/** Whether the acknowledgement was kept back by a run that broke off: it is done, and went out as nothing. */
function wasWithheld({ silent, acknowledgedAs }: Ticket, before: readonly string[]): boolean {
  return !silent && acknowledgedAs === undefined && before.includes(ACKNOWLEDGE);
}

/** The ticket with its timer set, and its notices left to the next sweep (docs/promise.md section 9, a flood). */
async function leaveToSweep(desk: Desk, ticket: Ticket): Promise<Ticket> {
  const noteTimer = await registerTimer(desk, ticket);
  const opening = leftToSweep(ticket.opening, desk.now());
  return insist(() => update(desk, ticket, (current) => ({ ...noteTimer(current), opening })));
}
