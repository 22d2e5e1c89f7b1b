import { tellEscalation } from '../../notify/escalation-mail.ts';
import { escalationContacts, levelInForce } from '../../notify/ladder.ts';
import { type Posted, type Recipient, stepOutcome, withPosted } from '../../notify/post.ts';
import { readerOf } from '../../notify/recipients-of.ts';
import { recipientHash } from '../../ticket/caps.ts';
import { audited } from '../../ticket/clock.ts';
import type { Desk } from '../../ticket/ports.ts';
import { insist, runSteps, type Step, type Task, TaskBusy } from '../../ticket/task.ts';
import type { Escalation, Ticket } from '../../ticket/ticket.ts';
import { allFailed, type Failed, goesByTeamMail, reportNobody, told } from './level-told.ts';
import { claimAgain, notesOf } from './progress.ts';
import { registerTimer } from './register-timer.ts';
import { TELL_TEAM, tellTeam } from './tell-team.ts';
import { noteTold, type TellGathered, toldTogether } from './told-together.ts';
import { update } from './update.ts';

const nameOf = ({ id: ticketId }: Ticket, { timer }: Escalation) => ({ ticketId, task: `escalation ${timer}` });

/** The ticket, and its escalation, with a fresh claim on what is left of the notice. Throws `TaskBusy` when somebody else wrote first. */
export async function claimNotice(
  desk: Desk,
  ticket: Ticket,
  escalation: Escalation,
): Promise<{ ticket: Ticket; escalation: Escalation }> {
  const { task: notice, noted } = await claimAgain(desk, nameOf(ticket, escalation), escalation.notice);
  const failed = [...(escalation.failed ?? []), ...noted.flatMap((done) => done.failed ?? [])];
  const claimed = { ...escalation, notice, ...(failed.length > 0 && { failed }) };
  const saved = await desk.tickets.save(withEscalation(ticket, claimed));
  if (!saved) throw new TaskBusy();
  return { ticket: saved, escalation: claimed };
}

/** The name of telling a contact, as a step of a notice. */
export function contactStep({ address }: Recipient): string {
  return `tell ${recipientHash(address)}`;
}

/**
 * Tells the contacts of a level, each by a mail of their own (the agents of one before the deadline by the team's), and registers the timer to the next. One line of the trail says who
 * was told and who was not. When every contact's own address failed, the ticket's timer is brought forward to now (promise.md
 * section 6; docs/architecture.md, second stage, decision 4). `tellGathered` stands in for the mails of a ticket of a flood, save its assignee's.
 */
export async function tellLevel(
  desk: Desk,
  ticket: Ticket,
  escalation: Escalation,
  contacts: readonly Recipient[],
  tellGathered?: TellGathered,
): Promise<Ticket> {
  const posted: Posted[] = [];
  const failed: Failed = [...(escalation.failed ?? [])];
  const { notice: before } = escalation;
  const isLeft = (contact: Recipient) => before.state === 'done' || !before.steps.includes(contactStep(contact));
  const byTeamMail = contacts.filter((contact) => goesByTeamMail(ticket, escalation, contact));
  const about = { kind: 'level' as const, timer: escalation.timer, level: escalation.level };
  const team = () => tellTeam(desk, ticket, byTeamMail.filter(isLeft), { at: escalation.at, about });
  const atOnce = contacts.filter((contact) => !byTeamMail.includes(contact));
  const together = tellGathered ? toldTogether(ticket, atOnce) : [];
  const isAllTogether = together.length === atOnce.length;
  const { messages } = isAllTogether ? { messages: [] } : await desk.tickets.messages(ticket.id);
  const tellOne = async (contact: Recipient): Promise<Posted> => {
    if (!tellGathered || !together.includes(contact))
      return tellEscalation(desk, ticket, escalation, messages, contact);
    const mail = await tellGathered(contact);
    await noteTold(desk, { reader: readerOf(contact), ticketId: ticket.id, at: escalation.at, about }, mail);
    return mail;
  };
  const steps = atOnce.map((contact): Step => {
    const to = recipientHash(contact.address);
    const tell = async () => {
      const mail = await tellOne(contact);
      posted.push(mail);
      if (mail.result.outcome === 'refused') failed.push({ to, what: mail.result.what });
      if (mail.result.outcome === 'withheld') failed.push({ to, what: 'rule' });
      return stepOutcome(mail);
    };
    return [contactStep(contact), tell];
  });
  if (byTeamMail.length > 0) steps.push([TELL_TEAM, team]);
  const tried = (current: Ticket, notice: Task): Escalation => {
    const all = allFailed(current.escalations.find(({ timer }) => timer === escalation.timer)?.failed, failed);
    return { ...escalation, notice, ...(all.length > 0 && { failed: all }) };
  };
  const mark = (current: Ticket, notice: Task) => withEscalation(withPosted(current, posted), tried(current, notice));
  const release = async (notice: Task) => void (await update(desk, ticket, (current) => mark(current, notice)));
  const note = notesOf(desk, nameOf(ticket, escalation), escalation.notice, () => ({ failed }));
  // Side by side: a scheduler that hangs keeps nobody from being told, nor the other way round.
  const [noteTimer, notice] = await Promise.all([
    registerTimer(desk, ticket),
    runSteps(escalation.notice, steps, desk, { note, release }),
  ]);
  const at = desk.now().toISOString();
  const changed = await insist(() =>
    update(desk, ticket, (current) => {
      // Written already, and its answer lost: the same line again would say that they were told twice.
      if (!isOpen(current, escalation)) return noteTimer(current);
      const marked = mark(noteTimer(current), notice);
      return notice.state === 'done'
        ? told(desk, marked, { escalation: tried(current, notice), contacts, at })
        : marked;
    }),
  );
  if (notice.state === 'done') reportNobody(desk, changed, tried(changed, notice), contacts);
  return changed;
}

function isOpen({ escalations }: Ticket, { timer }: Escalation): boolean {
  return escalations.some((each) => each.timer === timer && each.notice.state !== 'done');
}

/** The ticket with what is known of one of its escalations now. */
export function withEscalation(ticket: Ticket, escalation: Escalation): Ticket {
  const escalations = ticket.escalations.map((each) => (each.timer === escalation.timer ? escalation : each));
  return { ...ticket, escalations };
}

/** Whether a level is one that is reached when the deadline is missed. */
function isBreach({ due, deadline }: Escalation): boolean {
  return deadline !== undefined && due >= deadline;
}

/** Whether an escalation says that a deadline is missed that had passed before the clock was changed: it stays missed (promise.md section 5). */
function isOfPassed({ passed }: Ticket, escalation: Escalation): boolean {
  return isBreach(escalation) && passed !== undefined && passed <= (escalation.deadline ?? '');
}

/** Whom an escalation is for: its level's contacts, without those who hear of a level that was reached since. */
export async function contactsOf(desk: Desk, ticket: Ticket, escalation: Escalation): Promise<Recipient[]> {
  const { clock, timer } = escalation;
  const team = { agents: await desk.agents.list(), settings: desk.settings, now: desk.now() };
  const contacts = (each: Escalation) => escalationContacts(ticket, levelInForce(desk.settings, ticket, each), team);
  const later = ticket.escalations
    .filter((each) => each.timer > timer && (each.clock === clock || isBreach(each)))
    .flatMap(contacts);
  const heard = new Set(later.map(({ address }) => address));
  return contacts(escalation).filter(({ address }) => !heard.has(address));
}

/** Why nobody is to hear of an escalation any more that could not be told in its time; undefined when somebody is. */
export function whyStale(ticket: Ticket, escalation: Escalation, contacts: readonly unknown[]): string | undefined {
  if (ticket.state !== 'waiting') return `${ticket.state} since`;
  if (escalation.clock !== ticket.clock.version && !isOfPassed(ticket, escalation)) return 're-timed since';
  const newest = ticket.escalations.at(-1);
  const isOvertaken = newest !== undefined && newest.timer !== escalation.timer;
  return isOvertaken && contacts.length === 0 ? `${newest.level} was reached since` : undefined;
}

/** Whether somebody has heard of an escalation that was left: also what a crash left noted beside its claim counts. */
async function isBegun(desk: Desk, ticket: Ticket, escalation: Escalation): Promise<boolean> {
  const { task } = await claimAgain(desk, nameOf(ticket, escalation), escalation.notice);
  return task.state !== 'done' && task.steps.length > 0;
}

/** Ends an escalation that nobody is to hear of any more; true when it did. */
export async function noteStale(
  desk: Desk,
  ticket: Ticket,
  escalation: Escalation,
  contacts: readonly unknown[],
): Promise<boolean> {
  const stale = whyStale(ticket, escalation, contacts);
  if (stale === undefined) return false;
  const begun = await isBegun(desk, ticket, escalation);
  await update(desk, ticket, (current) =>
    notTold(current, escalation, { stale, isBegun: begun }, desk.now().toISOString()),
  );
  return true;
}

/** The ticket with an escalation that came to nothing: told to nobody, and the trail says why. */
function notTold(
  ticket: Ticket,
  escalation: Escalation,
  { stale, isBegun }: { stale: string; isBegun: boolean },
  at: string,
): Ticket {
  const { timer } = escalation;
  const open = ticket.escalations.find((each) => each.timer === timer && each.notice.state !== 'done');
  if (!open) return ticket;
  // Of a ticket that waits no more and that nobody has heard of, it has not fired: should the ticket wait again, it does.
  const mayFire = ticket.state !== 'waiting' && !isBegun;
  const { level } = escalation;
  const closed = mayFire
    ? { ...ticket, escalations: ticket.escalations.filter((each) => each !== open) }
    : withEscalation(ticket, { ...escalation, notice: { state: 'done' } });
  return audited(closed, { at, by: 'desk', action: 'not told', detail: `${level}: ${stale}` });
}
