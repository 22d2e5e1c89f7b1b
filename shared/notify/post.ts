import type { Agent } from '../customer/agent.ts';
import { mailIdOf } from '../mail/mail-id.ts';
import type { Mailbox, OutgoingMail } from '../mail/outgoing.ts';
import { reportTags } from '../mail/report-tags.ts';
import { bounceAddress, type Reportable } from '../mail/signed/bounce-address.ts';
import { loopHeader } from '../mail/signed/loop-header.ts';
import { askedMark, readerName, replyAddress } from '../mail/signed/reply-address.ts';
import { threadId } from '../mail/signed/thread-id.ts';
import type { MailContent } from '../mail/templates/content.ts';
import { DONE, type Outcome } from '../outcome.ts';
import type { Settings } from '../settings.ts';
import { type AutomaticMail, type Cause, DEFAULT_CAPS, maySend, noteSent, recipientHash } from '../ticket/caps.ts';
import { audited } from '../ticket/clock.ts';
import { isOwnAddress, sendsFrom } from '../ticket/desk-addresses.ts';
import { followUpsOf, whyNotFollowUp } from '../ticket/follow-ups.ts';
import { isOfUnprovedForm } from '../ticket/of-form.ts';
import type { Desk } from '../ticket/ports.ts';
import { serialOf } from '../ticket/reader-address.ts';
import type { AuditEntry, Ticket } from '../ticket/ticket.ts';
import { BRAKED, isBraked } from './brake.ts';
import { logPosted } from './log-posted.ts';

/** Lines of the trail that one change makes of mails that did not go: a team's whole list of addresses would fill the ticket. */
const MOST_LINES = 8;

/** Whom a mail goes to: the customer's side of the ticket, or one agent, who then answers by a signed address of their own. */
export type Recipient = Mailbox & { agentId?: string; serial?: number | undefined };

/** What became of a mail, for the ticket's record. */
export type Posted = {
  to: string;
  /** When the mail service had answered, which asked again may take a while: what left had left by then. Desk time (ISO, UTC). */
  at: string;
  automatic: boolean;
  /** Under whom it is counted, see `Cause`. */
  cause?: Cause | undefined;
  /** `withheld`: it was not even tried, by a cap or a rule of ours. */
  result: Outcome<{ messageId: string }> | { outcome: 'withheld'; reason: string };
};

type Letter = {
  content: MailContent;
  /** What it is for; an `answer` is the only one that somebody wrote. */
  purpose: AutomaticMail['purpose'] | 'answer';
  /** Who could have such a notice sent over and over. */
  cause?: Cause | undefined;
  /** It acknowledges a request that is not proved. */
  unproved?: boolean;
  /** What its header shows, when it is one of several alike; else its receiver alone. */
  header?: { to: Mailbox[]; cc: Mailbox[] };
  inReplyTo?: string | undefined;
  /** Key of the message that it passes on or acknowledges: what comes back is about that one. */
  about?: string;
  /** How often that message was sent before: what comes back names it. */
  resent?: number | undefined;
  /** Version of the timer that fired the level that it tells of. */
  timer?: number;
  attachments?: OutgoingMail['attachments'];
};

/**
 * Sends a mail of the ticket's: from the desk, answered to a signed address, threaded below our signed id, marked as ours.
 * An automatic one goes only within the caps. What the mail service says is the result; throws what the counter throws.
 */
export async function post(desk: Desk, ticket: Ticket, to: Recipient, letter: Letter): Promise<Posted> {
  const { settings } = desk;
  const at = desk.now().toISOString();
  const automatic = letter.purpose !== 'answer';
  const { purpose, cause, unproved } = letter;
  const record = { to: to.address, at, automatic, ...(cause && { cause }) };
  const reason = await whyNot(desk, ticket, { to, at, purpose, cause, unproved });
  if (reason !== undefined) return { ...record, result: { outcome: 'withheld', reason } };
  const [key = ''] = await desk.secrets.signingKeys();
  const ours = threadId(key, settings.supportAddress, ticket.id);
  const { content, inReplyTo, about, resent, timer, attachments = [] } = letter;
  const alone = { to: [{ address: to.address, ...(to.name && { name: to.name }) }], cc: [] };
  const hash = recipientHash(to.address);
  const as = to.address === ticket.requester.address ? 'requester' : 'copied';
  const reportable: Reportable = about
    ? { ticketId: ticket.id, messageKey: about, resent, sentTo: { to: hash, as } }
    : { ticketId: ticket.id, to: hash, timer };
  const result = await desk.mailer.send({
    ...senderOf(settings, ticket, to),
    recipient: to.address,
    ...(letter.header ?? alone),
    replyTo: replyAddress(key, settings.supportAddress, replyTarget(ticket, to)),
    ...content,
    inReplyTo: inReplyTo ?? ours,
    references: inReplyTo ? [ours, inReplyTo] : [ours],
    automatic,
    mark: loopHeader(key, settings.supportAddress),
    returnPath: bounceAddress(key, settings.supportAddress, reportable),
    tags: { ...reportTags(reportable), purpose, to: roleOf(settings, to) },
    attachments,
  });
  if (result.outcome === 'done' && letter.purpose !== 'answer' && !isTeam(settings, to)) {
    // Best effort: a mail that left must not be sent again since it could not be counted.
    const counted = unproved ? 'unproved acknowledgement' : letter.purpose;
    const under = [to.address, ...(purpose === 'acknowledgement' ? followUpsOf(ticket) : [])];
    await Promise.all(under.map((each) => desk.sendCounter.count(each, at, counted))).catch((error) => {
      desk.log.warn('a mail could not be counted', { ticket: ticket.id, error });
    });
  }
  const opened = mailIdOf(ticket.raw);
  logPosted(desk.log, result, { ticket: ticket.id, ...(opened && { opened }), purpose });
  return { ...record, at: desk.now().toISOString(), result };
}

/**
 * Who a mail is from: to a customer the address that they wrote to, as far as the mail service lets us; else the support address
 * (docs/promise.md section 9).
 */
function senderOf(settings: Settings, { door }: Ticket, to: Recipient): Pick<OutgoingMail, 'from' | 'elseFrom'> {
  const { supportAddress, deskName: name } = settings;
  const address = isTeam(settings, to) ? supportAddress : sendsFrom(settings, door);
  const elseFrom = { address: supportAddress, name };
  return address === supportAddress ? { from: elseFrom } : { from: { address, name }, elseFrom };
}

/** The Message-ID that a mail went out with; undefined when it did not. */
export function sentAs({ result }: Posted): string | undefined {
  return result.outcome === 'done' ? result.messageId : undefined;
}

/** What a mail means for the task that it is a step of: one withheld by a rule of ours is finished, as one that went. */
export function stepOutcome({ result }: Posted): Outcome {
  return result.outcome === 'withheld' ? DONE : result;
}

/** Why a mail must not go now; undefined when it may, as what somebody wrote always may. Throws what the counter throws. */
export async function whyNot(
  desk: Desk,
  ticket: Ticket,
  { to, at, purpose, cause, unproved }: { to: Recipient; at: string } & Pick<Letter, 'purpose' | 'cause' | 'unproved'>,
): Promise<string | undefined> {
  if (purpose === 'answer') return undefined;
  const { settings, sendCounter: counter } = desk;
  if (isOfForm(ticket, to) && (await counter.isMuted(to.address, at))) return NOT_THEIRS;
  if (purpose === 'acknowledgement' && unproved && (await isBraked(desk, ticket, at))) return BRAKED;
  const caps = { ...DEFAULT_CAPS, ...settings.caps };
  const isOwn = (address: string) => isOwnAddress(settings, address);
  const mail = { to: to.address, at, purpose, cause, unproved, team: isTeam(settings, to) };
  const permission = await maySend({ caps, counter, isOwn }, mail, ticket.sent);
  if (!permission.send) return permission.reason;
  return purpose === 'acknowledgement' ? whyNotFollowUp(counter, ticket, mail) : undefined;
}

const NOT_THEIRS = 'they said of late that what the form brings in their name is not theirs';

/** Whether a mail would tell somebody of what the form brought in their name, and nobody has proved; not where they have said that themself. */
function isOfForm(ticket: Ticket, { address }: Recipient): boolean {
  const { requester, byLink } = ticket;
  return isOfUnprovedForm(ticket) && address === requester.address && byLink?.as !== 'not me';
}

/** The ticket with what became of its mails: counted for the caps, and told in the trail when they did not go. */
export function withPosted(ticket: Ticket, posted: readonly Posted[]): Ticket {
  let changed = ticket;
  const lines: AuditEntry[] = [];
  for (const { to, at, automatic, cause, result } of posted) {
    if (automatic && result.outcome === 'done')
      changed = { ...changed, sent: noteSent(changed.sent, { to, at, cause }) };
    // What waits is told by its task, and in the trail only once it is known whether it went.
    if (result.outcome === 'done' || result.outcome === 'later') continue;
    lines.push({ at, by: 'desk', action: `mail ${result.outcome}`, detail: `${to}: ${result.reason}` });
  }
  const [line, ...more] = lines.slice(MOST_LINES - 1);
  const last = line && (more.length === 0 ? line : { ...line, detail: `${more.length + 1} more` });
  const told = last ? [...lines.slice(0, MOST_LINES - 1), last] : lines;
  return told.reduce((current, entry) => audited(current, entry, { once: true }), changed);
}

/** The mailbox of an agent: the first of the addresses. */
export function mailboxOf(agent: Agent): Recipient {
  // An agent has at least one address: the schema says so.
  return { address: agent.addresses[0] as string, name: agent.name, agentId: agent.id, serial: agent.serial };
}

/** What an answer to a mail about this ticket is addressed to: the side of the agent, or of the reader, whom the mail goes to. */
export function replyTarget(ticket: Ticket, { address, agentId, serial }: Recipient) {
  const { id: ticketId } = ticket;
  if (agentId !== undefined) {
    const asked = askedMark(ticket.correctedAt);
    return { ticketId, agentId, ...(serial !== undefined && { serial }), ...(asked !== undefined && { asked }) };
  }
  const reader = readerName(address);
  return { ticketId, reader, serial: serialOf(ticket, reader) };
}

/** The team's mails are as many as its tickets: they are neither capped nor counted by recipient. */
function isTeam(settings: Settings, to: Recipient): boolean {
  return to.agentId !== undefined || isContact(settings, to.address);
}

/** What somebody is to the desk, for the mail service's reports. */
export function roleOf(settings: Settings, to: Recipient): 'agent' | 'contact' | 'customer' {
  if (to.agentId !== undefined) return 'agent';
  return isContact(settings, to.address) ? 'contact' : 'customer';
}

/** Whether somebody is told of escalations. */
export function isContact({ escalation }: Settings, address: string): boolean {
  return [...escalation.lead, ...escalation.manager].includes(address);
}

/** Where an agent opens the ticket. */
export function ticketLink({ ticketUrl }: Settings, ticket: Ticket): string {
  return ticketUrl.replaceAll('{id}', ticket.id);
}
