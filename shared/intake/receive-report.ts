import type { Bounce } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { readBounceAddress } from '../mail/signed/bounce-address.ts';
import type { Desk } from '../ticket/ports.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { appendMessage } from '../use-cases/append-message.ts';
import { type Bounced, deliveryFailed } from '../use-cases/delivery-failed.ts';
import { sourceOf } from './read-received.ts';

/**
 * A delivery report: the mail of ours that it is about is marked, the report is kept on its ticket, and when the first
 * response did not arrive the agents are told. False: it is about no mail of ours.
 */
export async function receiveReport(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  bounce: Bounce,
): Promise<boolean> {
  const bounced = await findBounced(desk, received, bounce);
  const ticket = bounced && (await ifReadable(desk.tickets.get(bounced.ticketId)));
  if (!bounced || !ticket) return false;

  const reason = [bounce.action, bounce.status, bounce.diagnostic].filter(Boolean).join(' ');
  const failure = { recipient: bounce.recipient, reason, at: received.receivedAt };
  const hasFailed = bounce.action === 'failed';
  const after = hasFailed ? await deliveryFailed(desk, bounced, failure) : ticket;
  await appendMessage(desk, {
    ticket: after ?? ticket,
    author: 'unverified',
    mail,
    source: sourceOf(mail),
    receivedAt: received.receivedAt,
    raw: received.raw,
    verified: false,
    joins: false,
    // Somebody has to answer again, or by another way.
    wakes: hasFailed && after?.state === 'waiting' && ticket.state !== 'waiting',
    warnings: [...mail.warnings, `delivery report: ${reason}`],
  });
  return true;
}

/** By the signed address it came to, else by the id of the mail it encloses. */
async function findBounced(desk: Desk, received: ReceivedMail, bounce: Bounce): Promise<Bounced | undefined> {
  const keys = await desk.secrets.signingKeys();
  for (const recipient of received.recipients) {
    const read = readBounceAddress(keys, desk.settings.supportAddress, recipient);
    if (read.kind !== 'bounce') continue;
    const { messages } = await desk.tickets.messages(read.ticketId);
    const message = messages.find(({ key }) => key.startsWith(read.messageKeyStart));
    // The acknowledgement goes out about the customer's own message: that one was never sent by us.
    return { ticketId: read.ticketId, ...(message?.author === 'agent' && { messageKey: message.key }) };
  }
  const hits = bounce.originalMessageId ? await desk.tickets.findByMailId(bounce.originalMessageId) : [];
  return hits[0];
}
