import type { Agent } from '../customer/agent.ts';
import { acknowledgement } from '../mail/templates/acknowledgement.ts';
import type { Lost, NoticeKind } from '../mail/templates/agent-notice-parts.ts';
import { commandHelp } from '../mail/templates/command-help.ts';
import { notSent } from '../mail/templates/not-sent.ts';
import { unresponsive } from '../mail/templates/unresponsive.ts';
import type { Cause } from '../ticket/caps.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Message } from '../ticket/message.ts';
import { isOfUnprovedForm } from '../ticket/of-form.ts';
import type { Desk } from '../ticket/ports.ts';
import type { Ticket, Watch } from '../ticket/ticket.ts';
import { followOf } from './follow-of.ts';
import { smallFiles } from './notice-files.ts';
import { causeOf, noticeOf } from './notice-of.ts';
import { plainWhy } from './plain-why.ts';
import { mailboxOf, type Posted, post, type Recipient, ticketLink } from './post.ts';
import { whoReads } from './who-reads.ts';

/** Tells the requester that the ticket is open and by when an answer comes. */
export async function acknowledge(desk: Desk, ticket: Ticket): Promise<Posted> {
  const { deskName } = desk.settings;
  const { language, requester, subject, priority, terms, clock } = ticket;
  const why = plainWhy(ticket, desk.settings);
  const content = acknowledgement({
    language,
    deskName,
    ticketId: ticket.id,
    requester,
    subject,
    ...(ticket.asksSince !== undefined && { isAnothers: true }),
    priority,
    plan: terms.plan,
    channel: ticket.channel,
    ...(isOfUnprovedForm(ticket) && { mayBeAnothers: true }),
    answerBy: clock.deadline,
    now: desk.now().toISOString(),
    timeZone: terms.timeZone,
    ...(why && { why }),
    follow: await followOf(desk, ticket, requester),
  });
  const about = messageKeyFor(ticket.source);
  // A name is a word of theirs, too: the header of a mail to an unproved address has none.
  const { address, verified } = requester;
  const to = verified ? requester : { address };
  // Whoever names somebody else in a Reply-To, proved or not, does not use up what that one's own mails are owed.
  const isWhoWrote = verified && requester.from === undefined;
  return post(desk, ticket, to, {
    purpose: 'acknowledgement',
    unproved: !isWhoWrote,
    content,
    about,
    inReplyTo: ticket.messageId,
  });
}

/** What a notice has beside its message: under whom it is counted, that the customer was not acknowledged, and who did not get it. */
type Known = { cause?: Cause | undefined; unacknowledged?: boolean | undefined; lost?: Lost | undefined };

/**
 * Tells one agent, or who stands in for them, what a customer wrote; or an answer that the mail service refused for a reader, without its
 * files, which may be why.
 */
export async function tellAgent(
  desk: Desk,
  ticket: Ticket,
  message: Message,
  to: Recipient,
  kind: NoticeKind,
  { cause = causeOf(message, ticket), unacknowledged, lost }: Known = {},
): Promise<Posted> {
  const [key = ''] = await desk.secrets.signingKeys();
  const now = desk.now().toISOString();
  const agents = kind === 'assigned' ? await desk.agents.list() : [];
  const content = noticeOf(desk.settings, ticket, message, {
    kind,
    now,
    key,
    unacknowledged,
    lost,
    agents,
    reader: to.agentId,
  });
  const attachments = lost ? [] : await smallFiles(desk, message);
  return post(desk, ticket, to, { purpose: 'notice', cause, content, attachments });
}

/** Tells one of the team that the customer of a P1 has not answered in time what `asker` asked. */
export function tellUnresponsive(
  desk: Desk,
  ticket: Ticket,
  watch: Watch,
  { to, asker }: { to: Recipient; asker: string },
): Promise<Posted> {
  const { deskName, defaults } = desk.settings;
  const { id: ticketId, subject, priority } = ticket;
  const { name, address, verified } = ticket.requester;
  const content = unresponsive({
    language: defaults.language,
    deskName,
    ticketId,
    subject,
    priority,
    customer: { address, verified, ...(name && { name }) },
    agent: asker,
    askedAt: watch.askedAt,
    until: watch.until,
    timeZone: defaults.timeZone,
    ...whoReads(ticket),
    link: ticketLink(desk.settings, ticket),
  });
  return post(desk, ticket, to, { purpose: 'notice', cause: 'once', content });
}

/** Tells an agent why the commands of a mail were not carried out. */
export function tellCommandProblems(
  desk: Desk,
  ticket: Ticket,
  agent: Agent,
  { problems, answerSent }: { problems: readonly string[]; answerSent: boolean },
): Promise<Posted> {
  const { deskName, defaults } = desk.settings;
  const { id: ticketId, subject, priority } = ticket;
  const content = commandHelp({
    language: defaults.language,
    deskName,
    ticketId,
    subject,
    priority,
    problems,
    answerSent,
    ...whoReads(ticket),
  });
  return post(desk, ticket, mailboxOf(agent), { purpose: 'notice', cause: 'agent', content });
}

/** Tells an agent that an answer of theirs did not leave for the customer, and why. */
export function tellNotSent(
  desk: Desk,
  ticket: Ticket,
  agent: Agent,
  { text, reason, isConfirmation = false }: { text: string; reason: string; isConfirmation?: boolean },
): Promise<Posted> {
  const { deskName, defaults } = desk.settings;
  const { id: ticketId, subject, priority } = ticket;
  const about = { ticketId, subject, priority, reason, text, isConfirmation, ...whoReads(ticket) };
  const content = notSent({ language: defaults.language, deskName, ...about });
  return post(desk, ticket, mailboxOf(agent), { purpose: 'notice', cause: 'agent', content });
}
