import type { Bounce } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { type Notice, readBounceAddress } from '../mail/signed/bounce-address.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import { appendMessage } from '../use-cases/append-message.ts';
import { type Bounced, deliveryFailed } from '../use-cases/delivery-failed.ts';
import { noticeFailed } from '../use-cases/notice-failed.ts';
import { sourceOf } from './read-received.ts';

/**
 * A delivery report: the mail of ours that it is about is marked, the report is kept on its ticket, and when an answer did
 * not reach the requester the agents are told; of a mail to one of the team the ticket and the log say so. Only one that
 * came to our signed return path moves anything: whoever read an id in a mail of ours could write any other. False: it is
 * about no mail of ours.
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
  const { notice } = bounced;
  const fail = () => (notice ? noticeFailed(desk, notice, failure) : deliveryFailed(desk, bounced, failure));
  const after = hasFailed && bounced.signed ? await fail() : undefined;
  const unsigned = hasFailed && !bounced.signed ? ['it did not come to our return path: it moves nothing'] : [];
  const source = sourceOf(mail);
  await appendMessage(desk, {
    ticket: after?.ticket ?? ticket,
    author: 'unverified',
    mail,
    source,
    receivedAt: received.receivedAt,
    raw: received.raw,
    verified: false,
    writer: 'robot',
    joins: false,
    // Somebody has to answer again, or by another way; or to see whether it is true.
    wakes: hasFailed && (after?.isAnswer ?? bounced.messageKey !== undefined),
    warnings: [...mail.warnings, `delivery report: ${reason}`, ...unsigned],
    ...(after?.isAnswer && { returned: await firstReported(desk, bounced, source) }),
  });
  return true;
}

/** The key of the answer that came back, unless another report said so already: a server may send any number of them. */
async function firstReported(
  desk: Desk,
  { ticketId, messageKey }: Bounced,
  source: string,
): Promise<string | undefined> {
  const { messages } = await desk.tickets.messages(ticketId);
  const own = messageKeyFor(source);
  return messages.some(({ key, returned }) => returned === messageKey && key !== own) ? undefined : messageKey;
}

/** By the signed address it came to, else by the id of the mail it encloses. */
async function findBounced(
  desk: Desk,
  received: ReceivedMail,
  bounce: Bounce,
): Promise<(Bounced & { signed: boolean; notice?: Notice }) | undefined> {
  const keys = await desk.secrets.signingKeys();
  for (const recipient of received.recipients) {
    const read = readBounceAddress(keys, desk.settings.supportAddress, recipient);
    if (read.kind === 'notice') return { ticketId: read.ticketId, signed: true, notice: read };
    if (read.kind !== 'bounce') continue;
    const { messages } = await desk.tickets.messages(read.ticketId);
    const message = messages.find(({ key }) => key.startsWith(read.messageKeyStart));
    // The acknowledgement goes out about the customer's own message: that one was never sent by us.
    const ofAnswer = message?.author === 'agent' && { messageKey: message.key };
    return { ticketId: read.ticketId, signed: true, ...ofAnswer };
  }
  const [hit] = bounce.originalMessageId ? await desk.tickets.findByMailId(bounce.originalMessageId) : [];
  return hit && { ...hit, signed: false };
}
