import type { Agent } from '../customer/agent.ts';
import { soundsUrgent } from '../mail/priority-line.ts';
import { agentNotice } from '../mail/templates/agent-notice.ts';
import type { AgentNoticeView, Lost, NoticeKind } from '../mail/templates/agent-notice-parts.ts';
import type { MailContent } from '../mail/templates/content.ts';
import type { Remarkable } from '../mail/templates/remarks.ts';
import { ownSubject } from '../mail/templates/subjects.ts';
import type { Settings } from '../settings.ts';
import type { Cause } from '../ticket/caps.ts';
import { outcomeOf } from '../ticket/declaration.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import { LINK, olderTicket } from '../ticket/links.ts';
import type { Message } from '../ticket/message.ts';
import { isReopenedBy } from '../ticket/reopen.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { NO_DUPLICATE } from '../ticket/twin.ts';
import { awaitsOf } from '../ticket/view.ts';
import { linkedFiles } from './notice-files.ts';
import { ticketLink } from './post.ts';
import { whoReads } from './who-reads.ts';
import { wordsOf } from './words-of.ts';
import { writerOfMessage } from './writer-of-message.ts';

/** What agents read of a message, as of `now` (ISO, UTC). `key` signs the links to its files; `agents`: those who may be named. */
export function noticeOf(
  settings: Settings,
  ticket: Ticket,
  message: Message,
  {
    kind,
    now,
    key,
    unacknowledged,
    lost,
    agents = [],
    reader,
  }: {
    kind: NoticeKind;
    now: string;
    key: string;
    unacknowledged?: boolean | undefined;
    lost?: Lost | undefined;
    agents?: readonly Agent[];
    /** Id of the agent who reads it. */
    reader?: string | undefined;
  },
): MailContent {
  const { deskName, defaults } = settings;
  const own = message.subject && ownSubject(message.subject, ticket.subject, ticket.id);
  const why = lost ? [] : whyLost(ticket, message, kind);
  return agentNotice({
    language: defaults.language,
    deskName,
    kind,
    ticketId: ticket.id,
    subject: ticket.subject,
    ...(own && { ownSubject: own }),
    awaits: awaitsOf(ticket),
    priority: ticket.priority,
    plan: ticket.terms.plan,
    requester: writerOfMessage(message, ticket),
    isByReader: isByReader(ticket, message),
    ...(ticket.customer && { customer: ticket.customer.name }),
    channel: ticket.channel,
    form: /^webhook:(.+)$/.exec(ticket.door ?? '')?.[1],
    ...(ticket.state === 'waiting' && { answerBy: ticket.clock.deadline, why: ticket.clock.why }),
    now,
    timeZone: defaults.timeZone,
    text: wordsOf(settings, message),
    isCut: message.wholeText !== undefined,
    hiddenLines: message.hiddenLines ?? 0,
    attachments: linkedFiles(key, settings, message),
    warnings: [...why, ...message.warnings],
    lost,
    ...undoneIn(message),
    ...(kind === 'assigned' && assignedBy(ticket, agents, reader)),
    ...whoReads(ticket),
    link: ticketLink(settings, ticket),
    ...remarksOf(ticket, message, kind),
    isUnacknowledged: unacknowledged === true,
  });
}

/** A message of somebody who belongs; the request itself came by neither a link nor a reply address of ours. */
function isByReader({ source }: Ticket, { author, fromOutside, key }: Message): boolean {
  return author === 'customer' && !fromOutside && key !== messageKeyFor(source);
}

/** Which colleague gave the ticket away, as the trail has it, and to whom, when that is not its reader; by their ids once they have left. */
function assignedBy(
  { audit, assignee }: Ticket,
  agents: readonly Agent[],
  reader: string | undefined,
): Pick<AgentNoticeView, 'assignedBy' | 'assignedTo'> {
  const nameOf = (agent: string) => agents.find(({ id }) => id === agent)?.name ?? agent;
  const line = audit.findLast(({ action }) => action === 'assigned');
  if (!line) return {};
  const by = line.by.replace(/^agent:/, '');
  const isStandIn = reader !== undefined && assignee !== undefined && reader !== assignee;
  return { assignedBy: nameOf(by), ...(isStandIn && { assignedTo: nameOf(assignee) }) };
}

/** Lines of the trail, by their action and what they begin with, that say why a mail is told of. */
function linesOf({ requester }: Ticket, { author, key }: Message, kind: NoticeKind): [action: string, start: string][] {
  if (kind === 'complaint') return [['complaint', '']];
  if (kind === 'returned' && author === 'agent') return [['not delivered', `message ${key} to `]];
  if (kind !== 'undelivered') return [];
  return [
    ['mail refused', `${requester.address}: `],
    ['not delivered', 'acknowledgement to '],
  ];
}

/** What the trail last says of our mail: that the mail service did not take it, that it came back, or was called spam. */
function whyLost(ticket: Ticket, message: Message, kind: NoticeKind): string[] {
  const lines = linesOf(ticket, message, kind);
  const line = ticket.audit.findLast((each) =>
    lines.some(([action, start]) => each.action === action && each.detail?.startsWith(start)),
  );
  const back = kind === 'returned' ? ticket.audit.findLast(({ action }) => action === NO_DUPLICATE) : undefined;
  return [line?.detail, back && line && back.at >= line.at ? back.detail : undefined].filter(
    (each) => each !== undefined,
  );
}

/** Why one of the team, or who says so, wrote a message in vain, and whether they hear of it. */
function undoneIn({ undone }: Message): Pick<AgentNoticeView, 'undone'> {
  return undone ? { undone: { why: undone.why, isTold: undone.reader !== undefined && !undone.isMute } } : {};
}

/**
 * Under whom word of a message is counted. The first word that an answer did not arrive is owed, and so is a raised priority; what people
 * write may be a loop, and what proves nothing may be anybody's. `ticket` is as the message left it; `isOfTeam`: its writer's address is
 * that of one of the team.
 */
export function causeOf(message: Message, ticket: Ticket, { isOfTeam = false }: { isOfTeam?: boolean } = {}): Cause {
  const { author, returned, fromOutside, verified, declares: priority, at, by } = message;
  if (returned !== undefined) return 'once';
  if (author === 'unverified' && isOfTeam) return verified ? 'proved' : 'refused';
  if (fromOutside || author === 'unverified') return 'outside';
  if (priority !== undefined && outcomeOf(ticket, { priority, at, by }) === 'raised') return 'once';
  if (!verified) return 'known';
  return priority !== undefined && priority < ticket.priority ? 'declared' : 'proved';
}

/** What the agents are to know of a message beside its text, in a notice of its own and in a row of a digest alike. */
export function remarksOf(ticket: Ticket, message: Message, kind: NoticeKind): Omit<Remarkable, 'requester'> {
  const { declares: priority, at, by, subject = '', text, replyText = text } = message;
  const older = kind === 'new' ? olderTicket(ticket) : undefined;
  const isDeclared = priority !== undefined || (kind === 'new' && ticket.declared.length > 0);
  return {
    ...(priority && { declares: { priority, outcome: outcomeOf(ticket, { priority, at, by }) } }),
    isUrgent: (kind === 'new' || kind === 'again') && !isDeclared && soundsUrgent(`${subject}\n${replyText}`),
    isReopening: isReopenedBy(ticket, at),
    ...(older && (older.kind === LINK.follows ? { follows: older.ticket } : { sameThread: older.ticket })),
  };
}
