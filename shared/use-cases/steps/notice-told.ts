import { isAbsent } from '../../customer/absence.ts';
import type { Lost, NoticeKind } from '../../mail/templates/agent-notice-parts.ts';
import { tellEscalation } from '../../notify/escalation-mail.ts';
import { tellAgent } from '../../notify/notices.ts';
import { mailboxOf, type Posted, type Recipient } from '../../notify/post.ts';
import { recipientsOf } from '../../notify/recipients-of.ts';
import {
  type Cause,
  DEFAULT_CAPS,
  isOverCap,
  recipientHash,
  type SentMail,
  TEN_MINUTES_MS,
} from '../../ticket/caps.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import { type NoticeRecord, nameOfNotice } from '../../ticket/team-notice.ts';
import type { Escalation, Ticket } from '../../ticket/ticket.ts';
import { whyStale } from './level-notice.ts';

/** A notice with all that it tells of, read anew. */
export type Heard = {
  record: NoticeRecord;
  to: Recipient;
  /** As it is, with the notices of it that its reader had of late among its mails: the caps count them. */
  ticket: Ticket;
  purpose: 'notice' | 'escalation';
  cause?: Cause | undefined;
} & (
  | { kind: NoticeKind; message: Message; unacknowledged?: boolean | undefined; lost?: Lost | undefined }
  | { escalation: Escalation; messages: Message[] }
);

/**
 * Why a reader does not hear of a notice now: its ticket is gone, or is not theirs any more, or the reader of what nobody need hear in their place; the reader is (`unreached`: has left, is away, refuses mail), so that others
 * hear; they want to hear of less (`isWanted`); a new ticket, or one with a level, waits no more, which may change (an answer that comes back, a closing by mistake); a level is no longer so. Of a
 * level in words for the trail.
 */
export type Unheard =
  | { why: 'gone' | 'unreached' | 'unwanted' }
  /** `since`: when its ticket stopped waiting (ISO, UTC). */
  | { why: 'overtaken'; since: string; line?: string }
  | { why: 'stale'; line: string };

/** Reads what a notice tells of. */
export async function hearNotice(desk: Desk, record: NoticeRecord): Promise<Heard | Unheard> {
  const { reader, ticketId, about } = record;
  const ticket = await desk.tickets.get(ticketId);
  if (!ticket) {
    desk.log.warn('a notice has no ticket', { reader, ticket: ticketId });
    return { why: 'gone' };
  }
  if (about.kind === 'new' && ticket.state !== 'waiting') {
    return { why: 'overtaken', since: endOfWait(ticket, record) };
  }
  const to = record.told === 'unreached' ? undefined : await mailboxOfReader(desk, ticket, record);
  if (about.kind === 'level') return hearLevel(desk, { record, to, ticket, purpose: 'escalation' }, about);
  if (about.kind === 'assigned' && !(await isForReader(desk, ticket, reader))) return { why: 'gone' };
  if (!to) return { why: about.kind === 'answered' ? 'gone' : 'unreached' };
  const message = await desk.tickets.getMessage(ticketId, about.messageKey);
  // Its ticket is there, so it was lost on the way: the delivery is to be repeated.
  if (!message) throw new Error(`the message ${about.messageKey} of ${ticketId} is not there`);
  const sent = [...ticket.sent, ...(await sentOfLate(desk, record, to))];
  const { kind, cause, unacknowledged, lost } = about;
  return { record, to, ticket: { ...ticket, sent }, kind, message, purpose: 'notice', cause, unacknowledged, lost };
}

/** Whether a ticket that was handed over is its reader's still, or of somebody who is away, for whom they stand in. */
async function isForReader({ agents, settings, now }: Desk, { assignee }: Ticket, reader: string): Promise<boolean> {
  if (assignee === undefined || assignee === reader) return assignee !== undefined;
  const owner = (await agents.list()).find(({ id }) => id === assignee);
  return owner !== undefined && isAbsent(owner, now(), settings.defaults.timeZone);
}

async function hearLevel(
  desk: Desk,
  { to, ...base }: Pick<Heard, 'record' | 'ticket' | 'purpose'> & { to: Recipient | undefined },
  { timer, level }: { timer: number; level: string },
): Promise<Heard | Unheard> {
  const { ticket } = base;
  const escalation = ticket.escalations.find((each) => each.timer === timer);
  const stale = escalation ? whyStale(ticket, escalation, []) : 're-timed since';
  const line = `${level}: ${stale}`;
  if (escalation && ticket.state !== 'waiting')
    return { why: 'overtaken', since: endOfWait(ticket, base.record), line };
  if (!escalation || stale !== undefined) return { why: 'stale', line };
  if (!to) return { why: 'unreached' };
  const { messages } = await desk.tickets.messages(ticket.id);
  return { ...base, to, escalation, messages };
}

/** When a ticket stopped waiting (ISO, UTC). */
function endOfWait({ closedAt, firstResponse }: Ticket, { at }: NoticeRecord): string {
  return closedAt ?? firstResponse?.at ?? at;
}

/** What of a ticket is never gathered, as long as it is no flood; also in one, what a known writer newly declares. */
export function isUrgent(heard: Heard): boolean {
  const { priority, flood } = heard.ticket;
  return (priority === 1 && !flood && !isQuiet(heard)) || declaresP1(heard);
}

function declaresP1(heard: Heard): boolean {
  return 'message' in heard && heard.message.declares === 1 && !heard.message.fromOutside;
}

/** What is always gathered: a colleague's answer asks nothing of anybody. */
export function isQuiet({ record: { about } }: Heard): boolean {
  return about.kind === 'answered';
}

/** What of a flood is gathered here, too: what is handed on of it, and word to who wrote a request of it in vain. Not to who took its ticket on. */
export function isOfFlood({ record: { reader, about }, ticket }: Heard): boolean {
  return ticket.flood === true && (about.kind === 'new' || about.kind === 'undone') && reader !== ticket.assignee;
}

/** What a mail of its own would be too much for: it goes with the others of its minute, a P1's, too (docs/promise.md section 9). */
export function isHeldBack({ settings, now }: Pick<Desk, 'settings' | 'now'>, heard: Heard): boolean {
  const { to, ticket, purpose, cause } = heard;
  const mail = { to: to.address, at: now().toISOString(), purpose, cause, team: true };
  return isOverCap({ ...DEFAULT_CAPS, ...settings.caps }, mail, ticket.sent);
}

/** Tells of a notice by a mail of its own. */
export function tellAlone(desk: Desk, heard: Heard): Promise<Posted> {
  const { ticket, to } = heard;
  if ('escalation' in heard) return tellEscalation(desk, ticket, heard.escalation, heard.messages, to);
  return tellAgent(desk, ticket, heard.message, to, heard.kind, heard);
}

/** The mailbox of a notice's reader; undefined when the reader has left since, or is away and others are told in their place. */
async function mailboxOfReader(
  desk: Desk,
  ticket: Ticket,
  { reader, about }: NoticeRecord,
): Promise<Recipient | undefined> {
  if (reader.includes('@')) return { address: reader };
  const agents = await desk.agents.list();
  const agent = agents.find(({ id }) => id === reader);
  const { settings } = desk;
  const now = desk.now();
  // Who wrote and was not heard is told, at work or not. So is who wrote an answer that a reader did not get: the others were at work then.
  const isOfWriter = about.kind === 'undone' || about.kind === 'unsent';
  if (!agent || isOfWriter || !isAbsent(agent, now, settings.defaults.timeZone)) return agent && mailboxOf(agent);
  return recipientsOf(ticket, about.kind, { agents, settings, now }).people.find(({ agentId }) => agentId === reader);
}

/**
 * Notices of a ticket that its reader had of the last ten minutes, as a ticket keeps its mails; of those that are still to go, the ones
 * that came about before this one.
 */
async function sentOfLate(desk: Desk, record: NoticeRecord, to: Recipient): Promise<SentMail[]> {
  const since = new Date(desk.now().getTime() - TEN_MINUTES_MS).toISOString();
  const notices = await desk.notices.ofTicket(record.reader, record.ticketId, since);
  return notices
    .filter((each) =>
      each.told ? each.told === 'alone' || each.told === 'digest' : nameOfNotice(each) < nameOfNotice(record),
    )
    .flatMap(({ at, about }) =>
      about.kind === 'level' ? [] : [{ to: recipientHash(to.address), at, cause: about.cause }],
    );
}
