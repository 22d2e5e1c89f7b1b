import { METRIC } from '../names.ts';
import { escalationContacts, tellEscalation } from '../notify/escalation-mail.ts';
import { type Posted, stepOutcome, withPosted } from '../notify/post.ts';
import { recipientHash } from '../ticket/caps.ts';
import { audited, nextTimer } from '../ticket/clock.ts';
import type { Desk } from '../ticket/ports.ts';
import { claim, insist, isLeft, runSteps, type Step, type Task, TaskBusy } from '../ticket/task.ts';
import type { Escalation, Ticket } from '../ticket/ticket.ts';
import { registerTimer } from './steps/register-timer.ts';
import { update } from './steps/update.ts';

/** By how much this machine's clock may be behind the scheduler's. Timers are set to whole minutes, so less says nothing. */
const CLOCKS_DIFFER_MS = 60_000;

/** What a fired timer carries. */
export type TimerEvent = { ticketId: string; version: number };

/**
 * A timer fires (promise.md section 6).
 *
 * 1. Read the ticket again: answered, cancelled or re-timed ones end silently.
 * 2. Record the highest level reached, once, and set the timer to the next one.
 * 3. Register that timer and tell the level's contacts.
 *
 * A repeated delivery finds the record of the first and only finishes what that left undone. Throws `TaskBusy` while
 * another delivery is at work, and what a port throws: the delivery is then to be repeated.
 */
export async function escalate(desk: Desk, event: TimerEvent): Promise<void> {
  const ticket = await desk.tickets.get(event.ticketId);
  if (!ticket) return desk.log.warn('timer of an unknown ticket', event);

  const before = ticket.escalations.find(({ timer }) => timer === event.version);
  if (before) return finishNotice(desk, ticket, before);
  if (ticket.timer.version !== event.version || !ticket.timer.next) return;

  const now = desk.now().toISOString();
  // A scheduler fires late, never early. A clock that is a little behind it delays nobody; one that is far behind sets the timer
  // again, and should the scheduler still have the old one, the sweep serves it.
  if (Date.parse(ticket.timer.next.at) - Date.parse(now) > CLOCKS_DIFFER_MS) {
    await update(desk, ticket, await registerTimer(desk, ticket));
    return;
  }

  const recorded = await desk.tickets.save(record(ticket, now, claim(desk.machineNow())));
  if (!recorded) return escalate(desk, event);
  desk.log.count(METRIC.escalation);
  const escalation = recorded.escalations.at(-1);
  if (escalation) await runNotice(desk, recorded, escalation, await contactsOf(desk, recorded, escalation));
}

/** The ticket with the highest level reached at `now`, the timer's own at least, on its record, and its timer set to the level after. */
function record(ticket: Ticket, now: string, notice: Task): Ticket {
  const from = ticket.clock.levels.findIndex(({ name }) => name === ticket.timer.next?.level);
  const left = ticket.clock.levels.slice(from);
  const reached = left.filter(({ at }, index) => index === 0 || at <= now);
  const highest = reached.at(-1);
  if (!highest) throw new Error(`ticket ${ticket.id} has a timer for a level that its clock lacks`);
  const escalation: Escalation = {
    level: highest.name,
    clock: ticket.clock.version,
    timer: ticket.timer.version,
    due: highest.at,
    at: now,
    notice,
  };
  const changed = {
    ...ticket,
    escalations: [...ticket.escalations, escalation],
    timer: nextTimer(ticket, left[reached.length], now),
    reached: highest.name,
  };
  return audited(changed, { at: now, by: 'desk', action: 'escalated', detail: highest.name });
}

/** Goes on with a notice that a delivery before this one left undone. */
export async function finishNotice(desk: Desk, ticket: Ticket, escalation: Escalation): Promise<void> {
  if (escalation.notice.state === 'done') return;
  if (!isLeft(escalation.notice, desk.machineNow())) throw new TaskBusy();
  const contacts = await contactsOf(desk, ticket, escalation);
  const stale = whyStale(ticket, escalation, contacts);
  if (stale !== undefined) {
    await update(desk, ticket, (current) => notTold(current, escalation, stale, desk.now().toISOString()));
    return;
  }
  const notice = claim(desk.machineNow(), escalation.notice);
  const claimed = await desk.tickets.save(withNotice(ticket, escalation.timer, notice));
  if (!claimed) throw new TaskBusy();
  await runNotice(desk, claimed, { ...escalation, notice }, contacts);
}

async function runNotice(
  desk: Desk,
  ticket: Ticket,
  escalation: Escalation,
  contacts: Awaited<ReturnType<typeof contactsOf>>,
): Promise<void> {
  const { messages } = await desk.tickets.messages(ticket.id);
  const { timer } = escalation;
  const posted: Posted[] = [];
  const steps: Step[] = [];
  for (const contact of contacts) {
    const tell = async () => {
      const mail = await tellEscalation(desk, ticket, escalation, messages, contact);
      posted.push(mail);
      return stepOutcome(mail);
    };
    steps.push([`tell ${recipientHash(contact.address)}`, tell]);
  }
  const mark = (current: Ticket, notice: Task) => withNotice(withPosted(current, posted), timer, notice);
  const release = async (notice: Task) => void (await update(desk, ticket, (current) => mark(current, notice)));
  // Side by side: a scheduler that hangs keeps nobody from being told, nor the other way round.
  const [noteTimer, notice] = await Promise.all([
    registerTimer(desk, ticket),
    runSteps(escalation.notice, steps, desk, release),
  ]);
  await insist(() => update(desk, ticket, (current) => mark(noteTimer(current), notice)));
}

/** The ticket with the notice of the escalation that timer version `timer` fired set to `notice`. */
function withNotice(ticket: Ticket, timer: number, notice: Task): Ticket {
  const escalations = ticket.escalations.map((each) => (each.timer === timer ? { ...each, notice } : each));
  return { ...ticket, escalations };
}

/** Whom an escalation is for: its level's contacts, without those who hear of a level that was reached since. */
async function contactsOf(desk: Desk, ticket: Ticket, { level, clock, timer }: Escalation) {
  const agents = await desk.agents.list();
  const later = ticket.escalations
    .filter((each) => each.clock === clock && each.timer > timer)
    .flatMap((each) => escalationContacts(desk.settings, agents, each.level));
  const heard = new Set(later.map(({ address }) => address));
  return escalationContacts(desk.settings, agents, level).filter(({ address }) => !heard.has(address));
}

/** Why nobody is to hear of an escalation any more that could not be told in its time; undefined when somebody is. */
function whyStale(ticket: Ticket, escalation: Escalation, contacts: readonly unknown[]): string | undefined {
  if (ticket.state !== 'waiting') return `${ticket.state} since`;
  if (escalation.clock !== ticket.clock.version) return 're-timed since';
  const newest = ticket.escalations.at(-1);
  const isOvertaken = newest !== undefined && newest.timer !== escalation.timer;
  return isOvertaken && contacts.length === 0 ? `${newest.level} was reached since` : undefined;
}

/** The ticket with an escalation that came to nothing: told to nobody, and the trail says why. */
function notTold(ticket: Ticket, { timer, level }: Escalation, why: string, at: string): Ticket {
  const open = ticket.escalations.find((each) => each.timer === timer && each.notice.state !== 'done');
  if (!open || open.notice.state === 'done') return ticket;
  // Of a ticket that waits no more and that nobody has heard of, it has not fired: should the ticket wait again, it does.
  const mayFire = ticket.state !== 'waiting' && open.notice.steps.length === 0;
  const silent = mayFire
    ? { ...ticket, escalations: ticket.escalations.filter((each) => each !== open) }
    : withNotice(ticket, timer, { state: 'done' });
  return audited(silent, {
    at,
    by: 'desk',
    action: 'not told',
    detail: `${level}: ${why}`,
  });
}
