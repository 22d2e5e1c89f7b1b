import type { Bounce } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import type { Desk } from '../ticket/ports.ts';
import { appendMessage } from '../use-cases/append-message.ts';
import { deliveryFailed, type Failed } from '../use-cases/delivery-failed.ts';
import { noticeFailed } from '../use-cases/notice-failed.ts';
import type { FoundBounced } from './find-bounced.ts';

/**
 * A delivery report: the mail of ours that it is about is marked, the report is kept on its ticket, and when an answer or an
 * acknowledgement did not reach the requester, or an answer not one who is copied, the agents are told; of a mail to one of the team the
 * ticket and the log say so. Only one that came to our signed return path moves anything, and only what that path's mail was: whoever
 * read an id in a mail of ours could write any other.
 */
export async function receiveReport(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  { bounce, bounced, notice, ticket, signed, source }: FoundBounced & { bounce: Bounce; source: string },
): Promise<void> {
  const reason = [bounce.action, bounce.status, bounce.diagnostic].filter(Boolean).join(' ');
  const failure = { recipient: bounce.recipient, reason, at: received.receivedAt };
  const hasFailed = bounce.action === 'failed';
  const fail = () => (notice ? noticeFailed(desk, notice, failure) : deliveryFailed(desk, bounced, failure));
  const after = hasFailed && signed ? await fail() : undefined;
  const isTold = after ? after.lost !== undefined || after.whose?.is === 'reader' : bounced.messageKey !== undefined;
  await appendMessage(desk, {
    ticket: after?.ticket ?? ticket,
    author: 'unverified',
    mail,
    source,
    receivedAt: received.receivedAt,
    raw: received.raw,
    verified: false,
    writer: 'robot',
    // Somebody has to answer again, or by another way; or to see whether it is true.
    wakes: hasFailed && isTold,
    warnings: [...mail.warnings, `delivery report: ${reason}`, ...(hasFailed ? notOfRequester(signed, after) : [])],
    ...(after?.lost && { returned: await firstReported(desk, ticket.id, after.lost, source) }),
  });
}

/** Why a report that a mail did not arrive says nothing of the requester's, for the agents; nothing when it does. */
function notOfRequester(signed: boolean, after: Failed | undefined): string[] {
  if (!signed) return ['it did not come to our return path: it moves nothing'];
  if (after?.whose?.is === 'nobody') return ['it is about a mail to somebody who reads no more: it moves nothing'];
  if (after?.whose?.is === 'reader') return [`it is about the mail to ${after.whose.address}, not the requester's`];
  return [];
}

/** The key of the message of which a mail came back, unless another report said so already: a server may send any number of them. */
async function firstReported(
  desk: Desk,
  ticketId: string,
  messageKey: string,
  source: string,
): Promise<string | undefined> {
  const { messages } = await desk.tickets.messages(ticketId);
  const own = messageKeyFor(source);
  return messages.some(({ key, returned }) => returned === messageKey && key !== own) ? undefined : messageKey;
}
