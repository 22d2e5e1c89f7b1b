import { levelInForce } from '../../notify/ladder.ts';
import type { Recipient } from '../../notify/post.ts';
import { recipientHash } from '../../ticket/caps.ts';
import { audited, ladderTimer, nextTimer } from '../../ticket/clock.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Escalation, Ticket } from '../../ticket/ticket.ts';
import { reportNobodyOnDuty } from './recipients.ts';

/** An escalation whose contacts were all tried: who they are, and whom of them it failed to reach (`Escalation.failed`). */
export type Told = { escalation: Escalation; contacts: readonly Recipient[]; at: string };

export type Failed = NonNullable<Escalation['failed']>;

/**
 * Whether a contact hears of a level by the team's mail: an agent, of one before the deadline. A breach is mailed where it arises
 * (docs/architecture.md, second stage, decision 2), and of a flood the sweep tells.
 */
export function goesByTeamMail({ flood }: Ticket, { due, deadline }: Escalation, { agentId }: Recipient): boolean {
  return !flood && agentId !== undefined && deadline !== undefined && due < deadline;
}

/** The ticket with the line that says who was told, and with its next level due at once when nobody of this one can be reached. */
export function told(desk: Desk, ticket: Ticket, { escalation, contacts, at }: Told): Ticket {
  const { level } = escalation;
  const names = (some: readonly Recipient[]) => some.map(({ address }) => address).join(', ');
  const missed = contacts.filter((each) => failureOf(escalation, each));
  const handed = contacts.filter((each) => !missed.includes(each) && goesByTeamMail(ticket, escalation, each));
  const reached = contacts.filter((each) => !missed.includes(each) && !handed.includes(each));
  const left = reached.length > 0 ? [`left for ${names(reached)}`] : handed.length > 0 ? [] : ['left for nobody'];
  const detail = [
    `${level}: ${[...left, ...(handed.length > 0 ? [`with the team's mail for ${names(handed)}`] : [])].join('; ')}`,
    ...(missed.length > 0 ? [`not for ${names(missed)}`] : []),
    ...(contacts.length === 0 ? ['it has no contacts'] : []),
  ].join('; ');
  const lined = audited(ticket, { at, by: 'desk', action: 'told', detail });
  return broughtForward(desk, lined, { escalation, contacts, at });
}

/**
 * The ticket with its next level due at once, when nobody of this one can be reached: each contact's own address failed, or the groups
 * that the settings name have nobody in them (promise.md section 6). A level that is to tell nobody brings none forward.
 */
export function broughtForward(desk: Desk, ticket: Ticket, { escalation, contacts, at }: Told): Ticket {
  const { level, clock } = escalation;
  const { next } = ticket.timer;
  if (next?.kind !== 'ladder' || ticket.clock.version !== clock || next.at <= at) return ticket;
  const isForNobody = levelInForce(desk.settings, ticket, escalation).to.length === 0;
  if (isForNobody || !isUnreachable(escalation, contacts)) return ticket;
  const detail = `${next.level}: nobody of ${level}`;
  const forward = audited(ticket, { at, by: 'desk', action: 'brought forward', detail });
  return { ...forward, timer: nextTimer(forward, ladderTimer({ name: next.level ?? '', at }), at) };
}

/** Tells the operator of an escalation that nobody has heard of, and of one whose level the settings call something else since. */
export function reportNobody(desk: Desk, ticket: Ticket, escalation: Escalation, contacts: readonly Recipient[]): void {
  const { level } = escalation;
  const about = { ticket: ticket.id, reached: level };
  const { name: as, to } = levelInForce(desk.settings, ticket, escalation);
  if (as !== level) desk.log.warn('the settings have no such level any more: told as another', { ...about, as });
  if (to.includes('agents') && !contacts.some(({ agentId }) => agentId !== undefined)) reportNobodyOnDuty(desk, ticket);
  if (contacts.length === 0) desk.log.error('a level of escalation has no contacts', about);
  else if (contacts.every((each) => failureOf(escalation, each))) desk.log.error('an escalation reached nobody', about);
}

/** Whether every contact's own address failed: the mail service refused it, a report says so, or the desk never writes there. */
function isUnreachable(escalation: Escalation, contacts: readonly Recipient[]): boolean {
  return contacts.every((each) => ['recipient', 'rule'].includes(failureOf(escalation, each)?.what ?? ''));
}

/** What is known of whom an escalation did not reach, from both: a report may come while others are still being told. */
export function allFailed(one: Failed = [], other: Failed = []): Failed {
  return [...one, ...other.filter(({ to }) => !one.some((each) => each.to === to))];
}

function failureOf({ failed = [] }: Escalation, { address }: Recipient) {
  return failed.find(({ to }) => to === recipientHash(address));
}
