import { domainOf } from '../../address.ts';
import { isSigned, SIGNATURE_PATTERN, sign, TICKET_PATTERN } from './signature.ts';

const PURPOSE = 'thread-id/1';
const THREAD_ID = new RegExp(`^<(${TICKET_PATTERN})\\.(${SIGNATURE_PATTERN})@([^<>@\\s]+)>$`);

/**
 * A message id of ours that stands for a ticket: `<t-4f7k2m9q.<signature>@domain>`. It goes first in the References of every
 * mail about the ticket, because SES replaces our Message-ID and mail programs copy
 * References (architecture.md, decision 6).
 */
export function threadId(key: string, supportAddress: string, ticketId: string): string {
  const ticket = ticketId.toLowerCase();
  return `<${ticket}.${sign(key, PURPOSE, [ticket])}@${domainOf(supportAddress)}>`;
}

/** The ticket that a message id stands for, if one of the keys signed it. */
export function readThreadId(keys: readonly string[], supportAddress: string, messageId: string): string | undefined {
  const [, ticket, signature = '', domain] = THREAD_ID.exec(messageId.toLowerCase()) ?? [];
  if (ticket === undefined || domain !== domainOf(supportAddress)) return undefined;
  return isSigned(keys, PURPOSE, [ticket], signature) ? ticket.toUpperCase() : undefined;
}
