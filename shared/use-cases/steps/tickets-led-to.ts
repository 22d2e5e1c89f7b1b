import type { ReceivedMail } from '../../mail/received-mail.ts';
import { readReplyAddress } from '../../mail/signed/reply-address.ts';
import { ticketsNamed } from '../../ticket/identity.ts';
import type { Desk } from '../../ticket/ports.ts';

/** Ids of the tickets that a mail leads to which is held: by signed addresses that it was sent to, and by numbers in its subject, which an entry has cut. Whether they are there is not asked. */
export function ticketsLedTo(
  keys: readonly string[],
  { supportAddress }: Desk['settings'],
  { received, subject }: { received: Pick<ReceivedMail, 'recipients' | 'header'>; subject: string },
): string[] {
  const signed = received.recipients.flatMap((address) => {
    const read = readReplyAddress(keys, supportAddress, address);
    return read.kind === 'ticket' ? [read.ticketId] : [];
  });
  return [...new Set([...signed, ...ticketsNamed(received.header.subject ?? subject)])];
}
