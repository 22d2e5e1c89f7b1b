import type { Agent } from '../customer/agent.ts';
import type { InboundMail } from '../mail/inbound.ts';
import { parseMail, UnreadableMail } from '../mail/parse.ts';
import { isDeskAddress, readReplyAddress } from '../mail/reply-address.ts';
import { visibleReply } from '../mail/reply-text.ts';
import { readThreadId } from '../mail/thread.ts';
import { METRIC } from '../names.ts';
import type { Settings } from '../settings.ts';
import { type Addition, appendMessage } from './append-message.ts';
import { openTicket } from './open-ticket.ts';
import type { Desk } from './ports.ts';
import { priorityTag } from './priority-tag.ts';
import { respond } from './respond.ts';
import type { Ticket } from './ticket.ts';

/** What the mail service says of a mail; the mail itself is in the bucket. */
export type ReceivedMail = {
  /** The service's own id of this delivery. */
  id: string;
  /** When the service received it (ISO, UTC). */
  receivedAt: string;
  /** Key of the raw mail in the bucket. */
  raw: string;
  /** Envelope sender, empty for mail that must never be answered (RFC 5321, 4.5.5). */
  envelopeFrom: string;
  /** Envelope recipients: these decide, not `To:`. */
  recipients: string[];
  /** The From address is proved: DMARC passed. Anything less proves nothing. */
  authenticated: boolean;
  /** For a mail that cannot be read: what the service made of its header. */
  header: { subject?: string | undefined };
};

/** Stands for a sender who left no address. Reserved (RFC 2606), and never mailed. */
const NOBODY = 'unknown@invalid';

/** The ticket that a mail names, and the agent whose signed address it holds. */
type Target = { ticket: Ticket; agentId?: string | undefined };

/**
 * A mail reaches the desk.
 *
 * 1. Read the raw mail; one that cannot be read is a ticket all the same, with the raw mail attached.
 * 2. Find the ticket it names by a signed address, or by our signed id in its references.
 * 3. An authenticated agent's answer stops the clock; any other mail joins the ticket; the rest opens a new one.
 *
 * Throws what a port throws, and `TaskBusy`: the delivery is then to be repeated.
 */
export async function receiveMail(desk: Desk, received: ReceivedMail): Promise<void> {
  const mail = await readMail(desk, received, await desk.files.read(received.raw));
  const { target, warnings: signs } = await findTarget(desk, received, mail);
  mail.warnings.push(...signs);
  if (!target) return openFromMail(desk, received, mail);

  const { ticket, agentId } = target;
  const { receivedAt, raw: rawKey } = received;
  const source = `mail:${received.id}`;
  const verified = received.authenticated;
  const addition = { ticket, mail, source, receivedAt, raw: rawKey, verified, warnings: mail.warnings };
  if (agentId === undefined) {
    await appendMessage(desk, { ...addition, ...authorOf(desk.settings, mail) });
    return;
  }
  const agent = (await desk.agents.list()).find(({ id }) => id === agentId);
  const text = visibleReply(mail.text);
  const refusal = refuseAnswer(agent, received, mail, text);
  if (agent && !refusal) {
    const { attachments, messageId } = mail;
    await respond(desk, { ...addition, ticketId: ticket.id, agent, text, attachments, messageId });
    return;
  }
  desk.log.warn('not taken as an answer', { ticket: ticket.id, mail: received.id, refusal });
  const warnings = [...mail.warnings, `not taken as an answer: ${refusal}`];
  await appendMessage(desk, { ...addition, author: 'unverified', warnings });
}

/** The mail as the desk understands it; a stand-in with the raw mail attached when it cannot be read. */
async function readMail(desk: Desk, received: ReceivedMail, raw: Buffer): Promise<InboundMail> {
  try {
    return await parseMail(raw);
  } catch (error) {
    if (!(error instanceof UnreadableMail)) throw error;
    desk.log.warn('unreadable mail', { mail: received.id, reason: error.message });
    desk.log.count(METRIC.unreadableMail);
    const file = {
      filename: 'message.eml',
      contentType: 'message/rfc822',
      size: raw.length,
      content: raw,
      inline: false,
    };
    return {
      references: [],
      ...(received.envelopeFrom && { from: { address: received.envelopeFrom } }),
      to: [],
      cc: [],
      subject: received.header.subject ?? 'Unreadable mail',
      text: 'This mail could not be read. It is attached as it came.',
      attachments: [file],
      automatic: false,
      warnings: [`unreadable: ${error.message}`],
    };
  }
}

/** Signed address first (the envelope's before the header's), then our signed id in References or In-Reply-To. */
async function findTarget(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
): Promise<{ target?: Target; warnings: string[] }> {
  const keys = await desk.secrets.signingKeys();
  const { supportAddress } = desk.settings;
  const warnings: string[] = [];
  const addresses = [...received.recipients, ...[...mail.to, ...mail.cc].map(({ address }) => address)];
  for (const address of new Set(addresses)) {
    const found = readReplyAddress(keys, supportAddress, address);
    if (found.kind === 'forged') warnings.push('it was sent to a reply address with a wrong signature');
    if (found.kind !== 'ticket') continue;
    const ticket = await desk.tickets.get(found.ticketId);
    if (ticket) return { target: { ticket, agentId: found.agentId }, warnings };
  }
  for (const id of [mail.inReplyTo, ...mail.references]) {
    const ticketId = id && readThreadId(keys, supportAddress, id);
    const ticket = ticketId && (await desk.tickets.get(ticketId));
    if (ticket) return { target: { ticket }, warnings };
  }
  return { warnings: [...new Set(warnings)] };
}

/**
 * Who wrote a mail to the address that everybody of the ticket has. A lead who answers an escalation is no customer, and
 * unless registered as an agent, no agent: the words are kept, and nothing goes to the customer.
 */
function authorOf({ escalation }: Settings, mail: InboundMail): Pick<Addition, 'author' | 'warnings'> {
  const { warnings } = mail;
  const isContact = [...escalation.lead, ...escalation.manager].includes(mail.from?.address ?? '');
  if (!isContact) return { author: 'customer', warnings };
  return { author: 'unverified', warnings: [...warnings, 'not sent on: an escalation contact is not an agent'] };
}

/** Why this is no answer of that agent: token, From and verdict must agree (promise.md section 5). Undefined: it is one. */
function refuseAnswer(
  agent: Agent | undefined,
  received: ReceivedMail,
  mail: InboundMail,
  text: string,
): string | undefined {
  if (!agent) return 'the agent of this address is no longer registered';
  if (mail.automatic) return `it was written by a machine (${mail.automatic})`;
  if (!mail.from || !agent.addresses.includes(mail.from.address)) return 'it is not from that agent';
  if (!received.authenticated) return 'its sender is not authenticated';
  return text || mail.attachments.length > 0 ? undefined : 'it is empty';
}

async function openFromMail(desk: Desk, received: ReceivedMail, mail: InboundMail): Promise<void> {
  const from = mail.from ?? { address: NOBODY };
  const own = isDeskAddress(desk.settings.supportAddress, from.address);
  await openTicket(desk, {
    source: `mail:${received.id}`,
    channel: 'email',
    receivedAt: received.receivedAt,
    requester: { ...from, verified: received.authenticated && mail.from !== undefined },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments,
    priority: priorityTag(mail.subject),
    messageId: mail.messageId,
    raw: received.raw,
    silent: Boolean(mail.automatic) || own || received.envelopeFrom === '' || mail.from === undefined,
    warnings: mail.warnings,
    by: `customer:${from.address}`,
  });
}
