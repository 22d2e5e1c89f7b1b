import { MADE_PATTERN, madeAt, madeText } from './made-at.ts';
import { isSigned, SIGNATURE_PATTERN, sign, TICKET_PATTERN } from './signature.ts';

/** What somebody submitted, and when (ISO, UTC, whole seconds); without a ticket it is held. */
export type SentLink = { ticketId?: string; made: string };

const PURPOSE = 'sent-link/1';
const TOKEN = new RegExp(`^(${TICKET_PATTERN}|held)\\.(${MADE_PATTERN})\\.(${SIGNATURE_PATTERN})$`);

/**
 * The last part of the address of the page that says that a request has arrived. It goes to whoever filled in the form, so what it opens is
 * no more than they know: the number and the time on the desk's own terms. `at`: ISO, UTC.
 */
export function sentLink(key: string, { ticketId, at }: { ticketId?: string | undefined; at: string }): string {
  const parts = [ticketId?.toLowerCase() ?? 'held', madeText(at)];
  return [...parts, sign(key, PURPOSE, parts)].join('.');
}

/** Reads it back by any of the keys; undefined when none of them signed it. How long it is good for is the caller's. */
export function readSentLink(keys: readonly string[], token: string): SentLink | undefined {
  const [isLink, ticket = '', made = '', signature = ''] = TOKEN.exec(token.toLowerCase()) ?? [];
  if (!isLink || !isSigned(keys, PURPOSE, [ticket, made], signature)) return undefined;
  const at = madeAt(made);
  return { made: at, ...(ticket !== 'held' && { ticketId: ticket.toUpperCase() }) };
}
