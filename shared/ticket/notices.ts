import type { Agent } from '../customer/agent.ts';
import type { InboundAttachment } from '../mail/inbound.ts';
import type { Mailbox, OutgoingMail } from '../mail/outgoing.ts';
import { replyAddress } from '../mail/reply-address.ts';
import { acknowledgement } from '../mail/templates/acknowledgement.ts';
import { agentNotice } from '../mail/templates/agent-notice.ts';
import { answer } from '../mail/templates/answer.ts';
import type { MailContent } from '../mail/templates/content.ts';
import { escalation as escalationMail } from '../mail/templates/escalation.ts';
import { threadId } from '../mail/thread.ts';
import type { Settings } from '../settings.ts';
import type { Message } from './message.ts';
import { type Desk, MailRefused } from './ports.ts';
import type { Escalation, Ticket } from './ticket.ts';

/** SES takes 10 MB a mail; base64 and the other parts take their share. In bytes. */
const MOST_ATTACHED = 7_000_000;

/** Whom a mail goes to: the customer's side of the ticket, or one agent, who then answers by a signed address of their own. */
type Recipient = Mailbox & { agentId?: string };

/** Tells the requester that the ticket is open and by when an answer comes. */
export async function acknowledge(desk: Desk, ticket: Ticket): Promise<void> {
  const { deskName } = desk.settings;
  const { language, requester, subject, priority, terms, clock } = ticket;
  const content = acknowledgement({
    language,
    deskName,
    ticketId: ticket.id,
    requester,
    subject,
    priority,
    plan: terms.plan,
    answerBy: clock.deadline,
    timeZone: terms.timeZone,
  });
  await post(desk, ticket, requester, content, { automatic: true, inReplyTo: ticket.messageId });
}

/** Tells one agent what a customer wrote. */
export async function tellAgent(
  desk: Desk,
  ticket: Ticket,
  message: Message,
  agent: Agent,
  kind: 'new' | 'again',
): Promise<void> {
  const { deskName, defaults } = desk.settings;
  const content = agentNotice({
    language: defaults.language,
    deskName,
    kind,
    ticketId: ticket.id,
    subject: ticket.subject,
    priority: ticket.priority,
    plan: ticket.terms.plan,
    requester: { address: message.by, ...(message.name && { name: message.name }), verified: message.verified },
    ...(ticket.customer && { customer: ticket.customer.name }),
    channel: ticket.channel,
    ...(ticket.state === 'waiting' && { answerBy: ticket.clock.deadline, why: ticket.clock.why }),
    now: desk.now().toISOString(),
    timeZone: defaults.timeZone,
    text: message.text,
    attachments: message.attachments,
    link: ticketLink(desk.settings, ticket),
  });
  await post(desk, ticket, mailboxOf(agent), content, { automatic: true });
}

/** Passes an agent's answer on to the requester, with its attachments as far as a mail can carry them. */
export async function sendAnswer(
  desk: Desk,
  ticket: Ticket,
  message: Message,
  files: InboundAttachment[],
): Promise<void> {
  const { language, subject, requester } = ticket;
  const agentName = message.name ?? message.by;
  const { text } = message;
  const content = answer({ language, deskName: desk.settings.deskName, ticketId: ticket.id, subject, agentName, text });
  const fits = files.reduce((bytes, { size }) => bytes + size, 0) <= MOST_ATTACHED;
  if (!fits) desk.log.warn('attachments of an answer are too large to be sent', { ticket: ticket.id });
  await post(desk, ticket, requester, content, {
    automatic: false,
    inReplyTo: ticket.messageId,
    attachments: fits ? files.map(({ filename, contentType, content }) => ({ filename, contentType, content })) : [],
  });
}

/** Tells a contact of an escalation level how things stand, with the thread so far. */
export async function tellEscalation(
  desk: Desk,
  ticket: Ticket,
  escalation: Escalation,
  messages: Message[],
  contact: Recipient,
): Promise<void> {
  const { deskName, defaults } = desk.settings;
  const { name, address } = ticket.requester;
  const content = escalationMail({
    language: defaults.language,
    deskName,
    level: escalation.level,
    ticketId: ticket.id,
    subject: ticket.subject,
    priority: ticket.priority,
    plan: ticket.terms.plan,
    requester: { address, ...(name && { name }) },
    ...(ticket.customer && { customer: ticket.customer.name }),
    startedAt: ticket.clock.start,
    deadline: ticket.clock.deadline,
    now: desk.now().toISOString(),
    timeZone: defaults.timeZone,
    messages: messages.map((each) => ({
      author: each.name ?? each.by,
      at: each.at,
      text: each.text,
      isNote: each.kind === 'note',
    })),
    link: ticketLink(desk.settings, ticket),
  });
  await post(desk, ticket, contact, content, { automatic: true });
}

/** Whom a level tells (promise.md section 6): each address once, an agent as an agent. */
export function escalationContacts({ escalation }: Settings, agents: Agent[], level: string): Recipient[] {
  const groups = escalation.levels.find(({ name }) => name === level)?.to ?? [];
  const contacts = new Map<string, Recipient>();
  const all = agents.map(mailboxOf);
  for (const group of groups) {
    const people: Recipient[] = group === 'agents' ? all : escalation[group].map((address) => ({ address }));
    for (const person of people) {
      const agent = all.find(({ address }) => address === person.address);
      contacts.set(person.address, agent ?? person);
    }
  }
  return [...contacts.values()];
}

function mailboxOf(agent: Agent): Recipient {
  // An agent has at least one address: the schema says so.
  return { address: agent.addresses[0] as string, name: agent.name, agentId: agent.id };
}

function ticketLink({ ticketUrl }: Settings, ticket: Ticket): string {
  return ticketUrl.replaceAll('{id}', ticket.id);
}

/** Sends a mail of the ticket's: from the desk, answered to a signed address, threaded below our signed id. */
async function post(
  desk: Desk,
  ticket: Ticket,
  to: Recipient,
  content: MailContent,
  mail: Pick<OutgoingMail, 'automatic'> &
    Partial<Pick<OutgoingMail, 'attachments'>> & { inReplyTo?: string | undefined },
): Promise<void> {
  const { supportAddress, deskName } = desk.settings;
  const [key = ''] = await desk.secrets.signingKeys();
  const ours = threadId(key, supportAddress, ticket.id);
  const { inReplyTo, automatic, attachments = [] } = mail;
  const target = { ticketId: ticket.id, ...(to.agentId && { agentId: to.agentId }) };
  try {
    await desk.mailer.send({
      from: { address: supportAddress, name: deskName },
      to: [{ address: to.address, ...(to.name && { name: to.name }) }],
      replyTo: replyAddress(key, supportAddress, target),
      ...content,
      inReplyTo: inReplyTo ?? ours,
      references: inReplyTo ? [ours, inReplyTo] : [ours],
      automatic,
      attachments,
    });
  } catch (error) {
    // Trying again would not help, and must not keep the other mails of this ticket waiting.
    if (!(error instanceof MailRefused)) throw error;
    desk.log.error('a mail was refused', { ticket: ticket.id, error });
  }
}
