import type { Bounce } from '../mail/automatic/findings.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { recipientHash } from '../ticket/caps.ts';
import { messageKeyFor } from '../ticket/identity.ts';
import { nameOfMessageMail } from '../ticket/mail-report.ts';
import type { Desk } from '../ticket/ports.ts';
import { appendMessage } from '../use-cases/append-message.ts';
import { deliveryFailed, type Failed } from '../use-cases/delivery-failed.ts';
import { noticeFailed } from '../use-cases/notice-failed.ts';
import type { FoundBounced } from './find-bounced.ts';

/**
 * A delivery report by mail: it is kept on its ticket. Where the mail service's own events come to the desk (setting `feedback`), it is a
 * note, of which the agents hear unless they have heard of that mail's return. Else the mail of ours that it is about is marked, and when an
 * answer or an acknowledgement did not reach the requester, or an answer not one who is copied, the agents are told; of a mail to one of the
 * team the ticket and the log say so. Only one that came to our signed return path moves anything, and only what that path's mail was:
 * whoever read an id in a mail of ours could write any other.
 */
export async function receiveReport(
  desk: Desk,
  received: ReceivedMail,
  mail: InboundMail,
  found: FoundBounced & { bounce: Bounce; source: string },
): Promise<void> {
  const { bounce, bounced, notice, ticket, source } = found;
  const signed = found.signed && desk.settings.feedback === 'mail';
  const reason = [bounce.action, bounce.status, bounce.diagnostic].filter(Boolean).join(' ');
  const failure = { recipient: bounce.recipient, reason, at: received.receivedAt };
  const hasFailed = bounce.action === 'failed';
  const fail = () => (notice ? noticeFailed(desk, notice, failure) : deliveryFailed(desk, bounced, failure));
  const after = hasFailed && signed ? await fail() : undefined;
  const isNews = after
    ? after.lost !== undefined || after.whose?.is === 'reader'
    : bounced.messageKey !== undefined && !(hasFailed && (await isKnown(desk, found, { ...failure, source })));
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
    wakes: hasFailed && isNews,
    warnings: [...mail.warnings, `delivery report: ${reason}`, ...(hasFailed ? whyNotMoved(desk, found, after) : [])],
    ...(after?.lost && { returned: await firstReported(desk, ticket.id, after.lost, source) }),
  });
}

/** Why a report that a mail did not arrive says nothing of the requester's, for the agents; nothing when it does. */
function whyNotMoved({ settings }: Desk, { signed }: FoundBounced, after: Failed | undefined): string[] {
  if (settings.feedback !== 'mail')
    return ['the mail service itself says what became of our mails: this report moves nothing'];
  if (!signed) return ['it did not come to our return path: it moves nothing'];
  if (after?.whose?.is === 'nobody') return ['it is about a mail to somebody who reads no more: it moves nothing'];
  if (after?.whose?.is === 'reader') return [`it is about the mail to ${after.whose.address}, not the requester's`];
  return [];
}

/** Whether the desk has heard of this mail's return before; of a report by whoever had the mail it remembers that it told of it. */
async function isKnown(
  { mailReports, settings }: Desk,
  { bounced, bounce, signed }: FoundBounced & { bounce: Bounce },
  { at, reason, source }: { at: string; reason: string; source: string },
): Promise<boolean> {
  const { ticketId, messageKey, resent, sentTo } = bounced;
  const to = sentTo?.to ?? (bounce.recipient && recipientHash(bounce.recipient));
  if (settings.feedback === 'mail' || messageKey === undefined || to === undefined) return false;
  const mail = { ticketId, mail: nameOfMessageMail({ messageKey, resent }), to };
  const first = signed
    ? await mailReports.first(mail, 'failed', { at, by: 'server', source, reason })
    : await mailReports.find(mail, 'failed');
  return first !== undefined && first.source !== source;
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
