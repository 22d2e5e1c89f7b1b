import { type FloodTicket, tellGathered } from '../notify/flood-mail.ts';
import type { Posted, Recipient } from '../notify/post.ts';
import { recipientsOf } from '../notify/recipients-of.ts';
import type { Message } from '../ticket/message.ts';
import type { Desk } from '../ticket/ports.ts';
import { isLeft, type Task, TaskBusy } from '../ticket/task.ts';
import type { Escalation, Ticket } from '../ticket/ticket.ts';
import { escalate } from './escalate.ts';
import { claimNotice, contactStep, contactsOf, noteStale, tellLevel } from './steps/level-notice.ts';
import { claimOpening, finishOpening } from './steps/opening.ts';
import { stepOf } from './steps/recipients.ts';
import { type TellGathered, toldTogether } from './steps/told-together.ts';

type Opening = { ticket: Ticket; message: Message };
type Level = { ticketId: string; escalation: Escalation; contacts: Recipient[] };

/** Does what is owed of one ticket; what fails keeps none of the others from being done. */
type Attempt = (ticketId: string, work: () => Promise<void>) => Promise<void>;

/**
 * Tells of a flood's tickets, all at once: each agent of the new ones by one mail, each contact of those that escalate by one.
 *
 * 1. Claim what the tickets owe; what another run holds is left to it.
 * 2. Finish each ticket's task as ever, save that the first to need a mail to somebody sends it for all.
 * 3. Where nobody of a level can be reached, the next one is reached at once: those are told in the same way.
 *
 * A crash repeats at most one mail to each reader: who was told is noted on each ticket. Gives the ids of tickets that failed.
 */
export async function tellFlood(desk: Desk, ticketIds: readonly string[]): Promise<string[]> {
  const failed = new Set<string>();
  const attempt: Attempt = async (id, work) => {
    try {
      await work();
    } catch (error) {
      if (error instanceof TaskBusy) return;
      failed.add(id);
      desk.log.error('cannot tell of a ticket of a flood', { ticket: id, error });
    }
  };
  await finishOpenings(desk, ticketIds, attempt);
  // A ladder has an end, so this has one.
  for (let late = ticketIds; late.length > 0; ) late = await tellLate(desk, late, attempt);
  return [...failed];
}

async function finishOpenings(desk: Desk, ticketIds: readonly string[], attempt: Attempt): Promise<void> {
  const openings: Opening[] = [];
  for (const id of ticketIds) {
    await attempt(id, async () => {
      const opening = await claimedOpening(desk, id);
      if (opening) openings.push(opening);
    });
  }
  if (openings.length === 0) return;
  const team = { agents: await desk.agents.list(), settings: desk.settings, now: desk.now() };
  // One that was answered or closed meanwhile, as spam say, is no news; its task ends without it.
  const isFor = ({ ticket, message }: Opening, to: Recipient) =>
    ticket.state === 'waiting' && isAmong(toldTogether(ticket, recipientsOf(ticket, 'new', team).people, message), to);
  const tell = once(desk, (to) =>
    openings
      .filter((opening) => !isTold(opening.ticket.opening, stepOf(to)) && isFor(opening, to))
      .map(({ ticket }) => ({ ticket })),
  );
  for (const { ticket, message } of openings) {
    await attempt(ticket.id, async () => void (await finishOpening(desk, ticket, message, tell)));
  }
}

/** Tells of the levels that tickets have reached. Gives the ids of those that are at their next one already. */
async function tellLate(desk: Desk, ticketIds: readonly string[], attempt: Attempt): Promise<string[]> {
  const levels: Level[] = [];
  for (const id of ticketIds) {
    await attempt(id, async () => void levels.push(...(await claimedLevels(desk, id))));
  }
  const tickets = await Promise.all(levels.map(({ ticketId }) => desk.tickets.get(ticketId)));
  const tell = once(desk, (to) =>
    levels.flatMap(({ escalation, contacts }, index): FloodTicket[] => {
      const ticket = tickets[index];
      const { level, timer } = escalation;
      const isFor = ticket && isAmong(toldTogether(ticket, contacts), to);
      return isFor && !isTold(escalation.notice, contactStep(to)) ? [{ ticket, level, timer }] : [];
    }),
  );
  const next: string[] = [];
  for (const { ticketId, escalation, contacts } of levels) {
    await attempt(ticketId, async () => {
      const ticket = await desk.tickets.get(ticketId);
      if (!ticket) return;
      const { timer } = await tellLevel(desk, ticket, escalation, contacts, tell);
      if (timer.next?.kind !== 'ladder' || timer.next.at > desk.now().toISOString()) return;
      await escalate(desk, { ticketId, version: timer.version });
      next.push(ticketId);
    });
  }
  return next;
}

/** Sends each reader one mail, however often it is asked to. */
function once(desk: Desk, ticketsFor: (to: Recipient) => FloodTicket[]): TellGathered {
  const sent = new Map<string, Promise<Posted>>();
  return (to) => {
    const sending = sent.get(to.address) ?? tellGathered(desk, to, ticketsFor(to));
    sent.set(to.address, sending);
    return sending;
  };
}

function isAmong(people: readonly Recipient[], { address }: Recipient): boolean {
  return people.some((person) => person.address === address);
}

function isTold(task: Task, step: string): boolean {
  return task.state !== 'done' && task.steps.includes(step);
}

async function claimedOpening(desk: Desk, id: string): Promise<Opening | undefined> {
  const ticket = await desk.tickets.get(id);
  if (!ticket || ticket.opening.state === 'done' || !isLeft(ticket.opening, desk.machineNow())) return undefined;
  const { messages } = await desk.tickets.messages(id);
  const [message] = messages;
  const claimed = message && (await claimOpening(desk, ticket));
  return claimed && { ticket: claimed, message };
}

async function claimedLevels(desk: Desk, id: string): Promise<Level[]> {
  const levels: Level[] = [];
  const ticket = await desk.tickets.get(id);
  for (const { timer } of ticket?.escalations ?? []) {
    const current = await desk.tickets.get(id);
    const escalation = current?.escalations.find((each) => each.timer === timer);
    if (!current || !escalation || escalation.notice.state === 'done') continue;
    if (!isLeft(escalation.notice, desk.machineNow())) continue;
    const contacts = await contactsOf(desk, current, escalation);
    if (await noteStale(desk, current, escalation, contacts)) continue;
    const claimed = await claimNotice(desk, current, escalation);
    levels.push({ ticketId: id, escalation: claimed.escalation, contacts });
  }
  return levels;
}
