import type { AutomaticMail, SendCounter } from './caps.ts';
import { LINK, olderTicket } from './links.ts';
import type { Ticket } from './ticket.ts';

/**
 * Acknowledgements to one mailbox in a UTC day of requests that another ticket led to. Another ticket system writes our number into each of its mails, and
 * takes each acknowledgement for a comment: the loop ends here, and every mail of it is a ticket (docs/promise.md section 9).
 */
const MOST_A_DAY = 5;

/**
 * Of a request that an older ticket led to, what its acknowledgement is counted under: the mailboxes that asked, where its answers go, and where it is
 * proved to come from; not that one of what answers the same mail: a form gives all its mails one id, and its visitors are many. Empty of any other.
 */
export function followUpsOf(ticket: Pick<Ticket, 'links' | 'requester'>): string[] {
  const older = olderTicket(ticket);
  if (older === undefined) return [];
  const { address, from, fromProved } = ticket.requester;
  const isFromCounted = from !== undefined && fromProved && older.kind === LINK.follows;
  return [...new Set([address, ...(isFromCounted ? [from] : [])].map(asCounted))];
}

/** A ticket system may ask to be answered at another address each time (`reply+a@`, `reply+b@`). */
function asCounted(address: string): string {
  return `follow-ups to: ${address.replace(/\+[^@]*(?=@)/, '')}`;
}

/** Why such a request is not acknowledged: it would be one too many that day. What is not proved, and what is, are counted apart. Throws what the counter throws. */
export async function whyNotFollowUp(
  counter: SendCounter,
  ticket: Pick<Ticket, 'links' | 'requester'>,
  { at, unproved: isUnproved }: Pick<AutomaticMail, 'at' | 'unproved'>,
): Promise<string | undefined> {
  for (const counted of followUpsOf(ticket)) {
    const { day, unproved } = await counter.recent(counted, at);
    const ofUnproved = unproved?.day ?? 0;
    if ((isUnproved ? ofUnproved : day - ofUnproved) < MOST_A_DAY) continue;
    return `it has had ${MOST_A_DAY} acknowledgements of what goes on from older tickets today`;
  }
  return undefined;
}
