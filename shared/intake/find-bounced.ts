import type { Bounce } from '../mail/automatic/findings.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { type Notice, readBounceAddress } from '../mail/signed/bounce-address.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { ifReadable } from '../ticket/ticket-store.ts';
import type { Bounced } from '../use-cases/delivery-failed.ts';
import type { Look } from './look.ts';

/**
 * The mail of ours that a report is about and whom it went to, its ticket, whether the report came to our signed return path, and the team's
 * mail it was.
 */
export type FoundBounced = { bounced: Bounced; ticket: Ticket; signed: boolean; notice?: Notice };

/** Which mail of ours a delivery report is about: by the signed address it came to, else by the id of the mail it encloses. */
export async function findBounced(
  desk: Look,
  received: Pick<ReceivedMail, 'recipients'>,
  bounce: Bounce,
): Promise<FoundBounced | undefined> {
  const found = (await byReturnPath(desk, received.recipients)) ?? (await byEnclosedId(desk, bounce));
  const ticket = found && (await ifReadable(desk.tickets.get(found.bounced.ticketId)));
  return found && ticket && { ...found, ticket };
}

type Found = Omit<FoundBounced, 'ticket'> | undefined;

async function byReturnPath(desk: Look, recipients: readonly string[]): Promise<Found> {
  const keys = await desk.secrets.signingKeys();
  for (const recipient of recipients) {
    const read = readBounceAddress(keys, desk.settings.supportAddress, recipient);
    if (read.kind === 'notice') return { bounced: { ticketId: read.ticketId }, signed: true, notice: read };
    if (read.kind !== 'bounce') continue;
    const { ticketId, messageKeyStart, resent, sentTo } = read;
    const { messages } = await desk.tickets.messages(ticketId);
    // The acknowledgement goes out about the customer's own message: that one was never sent by us.
    const answers = messages.filter(({ author, kind }) => author === 'agent' && kind === 'public');
    const answer = answers.find(({ key }) => key.startsWith(messageKeyStart));
    return { bounced: { ticketId, ...(answer && { messageKey: answer.key, resent }), sentTo }, signed: true };
  }
  return undefined;
}

async function byEnclosedId({ tickets }: Look, { originalMessageId }: Bounce): Promise<Found> {
  const hits = originalMessageId ? await tickets.findByMailId(originalMessageId) : [];
  const hit = hits.find(({ isReferred }) => !isReferred);
  return hit && { bounced: hit, signed: false };
}
